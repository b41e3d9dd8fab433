import { useId, useState } from "react";
import { splitIncome } from "./budget-split.ts";
import styles from "./budget-page.module.css";

const currencies = ["USD", "EUR", "GBP", "CHF", "CAD", "AUD", "JPY", "SEK", "PLN"];

/** The 50/30/20 split of an income, calculated in the browser, and how to go on in the terminal. */
export function BudgetPage() {
  const [income, setIncome] = useState("");
  const [currency, setCurrency] = useState("USD");
  const incomeId = useId();
  const currencyId = useId();
  const split = splitIncome(income, currency, navigator.language);
  const server = location.origin;
  return (
    <main className={styles["page"]}>
      <h1>Coffer</h1>
      <p>A budget that its server cannot read.</p>
      <section aria-label="50/30/20">
        <div className={styles["fields"]}>
          <label htmlFor={incomeId}>Take-home income a month</label>
          <input
            id={incomeId}
            inputMode="decimal"
            autoComplete="off"
            autoFocus
            value={income}
            onChange={(event) => setIncome(event.target.value)}
          />
          <label htmlFor={currencyId}>Currency</label>
          <select
            id={currencyId}
            value={currency}
            onChange={(event) => setCurrency(event.target.value)}
          >
            {currencies.map((code) => (
              <option key={code}>{code}</option>
            ))}
          </select>
        </div>
        <div role="status">
          {split.kind === "wrong" && <p>That is not an income, such as 4200.</p>}
          {split.kind === "shares" && (
            <dl className={styles["shares"]}>
              {split.shares.map(({ id, name, limit, amount }) => (
                <div key={id} className={styles[id]}>
                  <dt>
                    {name} <span>{limit}</span>
                  </dt>
                  <dd>{amount}</dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      </section>
      <section>
        <h2>Keep an account</h2>
        <p>
          This page calculates in your browser and sends nothing. Accounts, expenses and reviews are
          kept with the terminal client, sealed before they leave your device:
        </p>
        <pre>
          <code>{`npx coffer signup --server ${server} --name you\nnpx coffer add 12.50 lunch\nnpx coffer review`}</code>
        </pre>
      </section>
    </main>
  );
}
