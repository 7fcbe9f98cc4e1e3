/**
 * Something that the user can put right. Its message is one sentence, "Cannot X:
 * reason; what to do", and all that is printed. Every other error is a bug.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  /** 1: it did not work; 2: the command line is wrong. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The exit code of a bug; other programs use it for that, too (EX_SOFTWARE). */
export const BUG_EXIT_CODE = 70;

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
