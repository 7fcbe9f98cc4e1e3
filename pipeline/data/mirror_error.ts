/** How a mirror failed to serve a file, in a few words. */
export class MirrorError extends Error {
  override readonly name = "MirrorError";
  /** Whether trying again may help: a cut connection, a busy server. */
  readonly isTransient: boolean;
  /** Whether the mirror cannot serve any other file either, such as where nobody listens. */
  readonly isOfMirror: boolean;
  /** Whether the mirror has no file of that name, but may have it under another. */
  readonly isMissing: boolean;

  constructor(
    message: string,
    kind: {
      readonly isTransient?: boolean;
      readonly isOfMirror?: boolean;
      readonly isMissing?: boolean;
    } = {},
  ) {
    super(message);
    this.isTransient = kind.isTransient ?? false;
    this.isOfMirror = kind.isOfMirror ?? false;
    this.isMissing = kind.isMissing ?? false;
  }
}
