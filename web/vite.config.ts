import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { offlinePage, serviceWorkerFile } from "./build/offline-page.ts";
import { pageWords } from "./build/page-words.ts";

const serviceWorker = "service-worker/service-worker.ts";

export default defineConfig({
  plugins: [react(), pageWords(), offlinePage()],
  build: {
    target: "es2024",
    modulePreload: { polyfill: false },
    rolldownOptions: {
      input: ["index.html", serviceWorker],
      output: {
        // Browsers look for a new service worker at the address of the old one.
        entryFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.endsWith(serviceWorker) === true
            ? serviceWorkerFile
            : "assets/[name]-[hash].js",
      },
    },
  },
  worker: { format: "es" },
});
