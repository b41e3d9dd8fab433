import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BudgetPage } from "./budget-page.tsx";
import "./tokens.css";

const page = document.querySelector("#page");
if (page !== null) {
  createRoot(page).render(
    <StrictMode>
      <BudgetPage />
    </StrictMode>,
  );
}
