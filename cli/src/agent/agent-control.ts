/** What commands that run in the agent may do with it. */
export interface AgentControl {
  /** Stays for so long without use, from now on. */
  keepFor(idleMs: number): void;
  /** Ends after the command that is running. */
  end(): void;
}
