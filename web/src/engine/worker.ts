/** The Worker: owns the engine and every key, answers the page's requests, tells the status. */
import { accountTotals } from "@coffer/ledger";
import { addAccount, setAccount } from "./actions/accounts.ts";
import { logInHere, logOut, OpenedLink, recover, signUp, unlockHere } from "./actions/access.ts";
import {
  addCategory,
  deleteCategory,
  mergeCategory,
  setCategory,
  setHousehold,
} from "./actions/categories.ts";
import { changePassword, exportAll, makeLinkCode, newKit, revoke } from "./actions/credentials.ts";
import { ImportDesk, listImports, undoImport } from "./actions/imports.ts";
import { correctAmount, reconcile } from "./actions/reconcile.ts";
import { closePeriod, reopen } from "./actions/closing.ts";
import { applyWhatIf, planUsual, setPlan, setPlanned } from "./actions/plan.ts";
import { dismissAdvice, followAdvice, settlePending, sortInto } from "./actions/review.ts";
import { showSample } from "./actions/sample.ts";
import { changeMany, previewBulk } from "./actions/change-many.ts";
import {
  details,
  duplicate,
  edit,
  partsModel,
  remove,
  transfer,
} from "./actions/edit-transaction.ts";
import { add, takeBack, understand } from "./actions/transactions.ts";
import { Host } from "./host.ts";
import type { AnswerTo, Ask, RequestMessage, RequestName, WorkerMessage } from "./messages.ts";
import { accountModels, choices, securityModel } from "./views/book-views.ts";
import { addRule, applyRules, moveRule, removeRule, setRule, switchRule } from "./actions/rules.ts";
import { categoriesModel } from "./views/categories-view.ts";
import { diffModel, foundModel, rulesModel } from "./views/rules-view.ts";
import { setTypedLocale } from "./typed-locale.ts";
import { ListView } from "./views/list-view.ts";
import { reconciliationModel } from "./views/reconcile-view.ts";
import { overUnderModel } from "./views/over-under-view.ts";
import { budgetModel, checksModel, closedModels } from "./views/budget-view.ts";
import { cashFlowModel, reportListModel, spendingModel } from "./views/report-views.ts";
import { daysModel, netWorthModel, seriesModel } from "./views/series-views.ts";
import { homeModel } from "./views/home-view.ts";
import { queueModel } from "./views/queue-view.ts";

type Handlers = {
  readonly [Name in RequestName]: (ask: Ask<Name>) => AnswerTo<Name> | Promise<AnswerTo<Name>>;
};

const post = (message: WorkerMessage): void => self.postMessage(message);
const host = new Host((status) => post({ kind: "status", status }));
const desk = new ImportDesk((progress) => post({ kind: "import-progress", progress }));
const link = new OpenedLink();
const list = new ListView();

const handlers: Handlers = {
  start: () => nothing(host.start()),
  takeOver: () => nothing(host.takeOver()),
  signUp: (ask) => signUp(host, ask),
  unlock: (ask) => unlockHere(host, ask),
  logIn: (ask) => logInHere(host, ask, link),
  recover: (ask) => recover(host, ask),
  lock: () => nothing(host.close()),
  logOut: (ask) => logOut(host, ask),
  sync: () => nothing(host.syncNow()),
  showSample: (ask) => showSample(host, ask),
  dropSample: () => {
    host.dropSample();
    return null;
  },
  networkChanged: () => {
    host.networkChanged();
    return null;
  },

  home: () => host.about(homeModel),
  budget: ({ period, preset }) => host.about((book) => budgetModel(book, period, preset)),
  closed: () => host.about(closedModels),
  checks: ({ period }) => host.about((book) => checksModel(book, period)),
  list: (ask) => host.answerAbout((book) => list.window(book, host.revision, ask)),
  listIds: (ask) => host.answerAbout((book) => list.ids(book, host.revision, ask)),
  transaction: (ask) => details(host, ask),
  readParts: (ask) => partsModel(host, ask),
  previewBulk: (ask) => previewBulk(host, ask),
  choices: () => host.about(choices),
  accounts: () => host.about(accountModels),
  security: () => host.aboutAccount(securityModel),
  accountTotals: () => host.about(accountTotals),
  reconciliation: (ask) => reconciliationModel(host, ask),
  categories: () => host.about(categoriesModel),
  rules: () => host.about(rulesModel),
  found: ({ query }) => host.answerAbout((book) => foundModel(book, query)),
  ruleDiff: (ask) => host.about((book) => diffModel(book, ask)),
  imports: () => host.about(listImports),

  overUnder: (ask) => host.about((book) => overUnderModel(book, ask)),
  spending: (ask) => host.about((book) => spendingModel(book, ask)),
  series: (ask) => host.about((book) => seriesModel(book, ask)),
  netWorth: (ask) => host.about((book) => netWorthModel(book, ask)),
  cashFlow: (ask) => host.about((book) => cashFlowModel(book, ask)),
  spendingDays: (ask) => host.about((book) => daysModel(book, ask)),
  reportList: (ask) => host.about((book) => reportListModel(book, ask)),
  queue: ({ skipped }) => host.about((book) => queueModel(book, host.revision, skipped)),
  sortInto: (ask) => sortInto(host, ask),
  settlePending: (ask) => settlePending(host, ask),
  dismissAdvice: (ask) => dismissAdvice(host, ask),
  followAdvice: (ask) => followAdvice(host, ask),

  understand: (ask) => understand(host, ask),
  add: (ask) => add(host, ask),
  edit: (ask) => edit(host, ask),
  remove: (ask) => remove(host, ask),
  transfer: (ask) => transfer(host, ask),
  duplicate: (ask) => duplicate(host, ask),
  changeMany: (ask) => changeMany(host, ask),
  undo: () => takeBack(host, "undo"),
  redo: () => takeBack(host, "redo"),
  setPlan: (ask) => setPlan(host, ask),
  setPlanned: (ask) => setPlanned(host, ask),
  planUsual: (ask) => planUsual(host, ask),
  applyWhatIf: (ask) => applyWhatIf(host, ask),
  closePeriod: (ask) => closePeriod(host, ask),
  reopen: (ask) => reopen(host, ask),
  addAccount: (ask) => addAccount(host, ask),
  setAccount: (ask) => setAccount(host, ask),

  reconcile: (ask) => reconcile(host, ask),
  correctAmount: (ask) => correctAmount(host, ask),

  setHousehold: (ask) => setHousehold(host, ask),
  addCategory: (ask) => addCategory(host, ask),
  setCategory: (ask) => setCategory(host, ask),
  mergeCategory: (ask) => mergeCategory(host, ask),
  deleteCategory: (ask) => deleteCategory(host, ask),
  addRule: (ask) => addRule(host, ask),
  setRule: (ask) => setRule(host, ask),
  switchRule: (ask) => switchRule(host, ask),
  moveRule: (ask) => moveRule(host, ask),
  removeRule: (ask) => removeRule(host, ask),
  applyRules: (ask) => applyRules(host, ask),

  readImport: (ask) => desk.read(host, ask),
  answerImport: (ask) => desk.answer(host, ask),
  writeImport: (ask) => desk.write(host, ask),
  dropImport: () => {
    desk.drop();
    return null;
  },
  undoImport: (ask) => undoImport(host, ask),

  makeLinkCode: () => makeLinkCode(host),
  revoke: (ask) => revoke(host, ask),
  changePassword: (ask) => changePassword(host, ask),
  newKit: (ask) => newKit(host, ask),
  exportAll: (ask) => exportAll(host, ask),
};

addEventListener("message", ({ data }: MessageEvent<RequestMessage>) => void handle(data));

async function handle<Name extends RequestName>(message: RequestMessage<Name>): Promise<void> {
  const { id, name, ask, locale } = message;
  setTypedLocale(locale);
  try {
    post({ kind: "answer", id, value: await handlers[name](ask) });
  } catch (error) {
    // A bug or the browser's storage. The name alone: a message might quote what was written.
    post({ kind: "failed", id, what: error instanceof Error ? error.name : "error" });
    if (name === "start" || name === "takeOver") {
      post({ kind: "status", status: { phase: "unsupported" } });
    }
  }
}

async function nothing(work: Promise<void>): Promise<null> {
  await work;
  return null;
}
