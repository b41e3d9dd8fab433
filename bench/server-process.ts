/** The server in a process of its own (child.ts): the real one, with limits that a measurement may raise. */
import { createLog } from "../server/src/log.ts";
import { startServer, type ServerOptions } from "../server/src/server.ts";
import { answerUsage } from "./child.ts";

const options = JSON.parse(process.argv[2] ?? "{}") as ServerOptions;
const server = await startServer({ ...options, log: createLog({ level: "info" }) });
answerUsage(server.url, server.close);
