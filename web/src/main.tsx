import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { engine } from "./page/engine-link.ts";
import { startPreferences } from "./page/preferences.ts";
import "./tokens.css";

startPreferences();
engine.start();
const page = document.querySelector("#page");
if (page !== null) {
  createRoot(page).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}
