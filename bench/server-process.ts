/** The server in a process of its own (child.ts): the real one, with limits that a measurement may raise; tells its metrics. */
import { createLog } from "../server/src/log.ts";
import { startServer, type ServerOptions } from "../server/src/server.ts";
import { answerQuestions } from "./child.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as ServerOptions;
const server = await startServer({ metricsPort: 0, ...options, log: createLog({ level: "info" }) });
const metrics = async (): Promise<string> =>
  (await fetch(`http://127.0.0.1:${server.metricsPort}/metrics`)).text();
answerQuestions({ ...server, answer: metrics });
