import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { startOffline } from "./offline/start-offline.ts";
import { engine } from "./page/engine-link.ts";
import { startPreferences } from "./page/preferences.ts";
import { speak } from "./page/language.ts";
import "./tokens.css";

startPreferences();
engine.start();
startOffline();
void speak().then(() => {
  const page = document.querySelector("#page");
  if (page === null) return;
  createRoot(page).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
});
