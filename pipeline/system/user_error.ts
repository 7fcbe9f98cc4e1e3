/**
 * Something that the user can fix. Its message is one sentence, "Cannot X: reason; what
 * to do", and nothing else is printed. Every other error is a bug.
 */
export class UserError extends Error {
  override readonly name = "UserError";
  /** 1: the task failed; 2: the command line is wrong. */
  readonly exitCode: 1 | 2;

  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** A mistake on the command line. */
export function usageError(message: string): UserError {
  return new UserError(message, 2);
}

/** The exit code of a bug; as in sysexits.h (EX_SOFTWARE). */
export const BUG_EXIT_CODE = 70;

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
