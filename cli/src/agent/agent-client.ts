/**
 * Handing a command to the agent: as little code as possible, since this is what makes an unlocked command fast.
 */
import { connect } from "node:net";
import { LineReader, type AgentCall, type FromAgent, type ToAgent } from "./agent-protocol.ts";
import { agentSocket } from "../node/home-folder.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Runs a command in the agent; returns its exit code, or undefined if no agent is there. */
export async function runInAgent(
  home: string,
  argv: readonly string[],
  terminal: Terminal,
): Promise<number | undefined> {
  const { folder, locale, language, columns, isInteractive, hasColour } = terminal;
  const call: AgentCall = { argv, folder, locale, language, columns, isInteractive, hasColour };
  const socket = connect(agentSocket(home));
  socket.setEncoding("utf8");
  const send = (message: ToAgent): void => void socket.write(`${JSON.stringify(message)}\n`);
  let wasThere = false;
  let exitCode: number | undefined;
  await new Promise<void>((resolve) => {
    const reader = new LineReader();
    socket.on("connect", () => {
      wasThere = true;
      send({ call });
    });
    socket.on("data", (text: string) => {
      for (const line of reader.push(text) ?? []) {
        const message = JSON.parse(line) as FromAgent;
        if ("exit" in message) exitCode = message.exit;
        else void follow(message, terminal, send);
      }
    });
    socket.on("error", () => undefined);
    socket.on("close", () => resolve());
  });
  if (!wasThere || exitCode !== undefined) return exitCode;
  await sayThatItEnded(terminal);
  return 1;
}

/** Whether an agent listens; one that crashed has left its socket behind. */
export function isAgentThere(home: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(agentSocket(home));
    socket.on("connect", () => {
      socket.destroy();
      resolve(true);
    });
    socket.on("error", () => resolve(false));
  });
}

/** The words are loaded only when there is something to say. */
async function sayThatItEnded(terminal: Terminal): Promise<void> {
  const { _ } = await import("@coffer/client/texts");
  const { speak } = await import("../terminal/language.ts");
  speak(terminal.language);
  terminal.err(`${_("The agent ended before the command was done.")}\n`);
}

async function follow(
  message: Exclude<FromAgent, { readonly exit: number }>,
  terminal: Terminal,
  send: (message: ToAgent) => void,
): Promise<void> {
  if ("out" in message) terminal.out(message.out);
  else if ("err" in message) terminal.err(message.err);
  else if ("ask" in message) {
    const answer = await terminal.ask(message.ask, { hidden: message.hidden });
    send({ answer: answer ?? null });
  } else {
    send({ input: (await terminal.readInput()).toBase64() });
  }
}
