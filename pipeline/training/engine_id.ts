import { ENGINE_VERSION } from "../../lib/engine/version.ts";

/**
 * Version 1 goes by the hash of the source text that the engine had when its runs
 * were published. Text identified the engine then; behaviour does now.
 */
const FIRST_ID = "b8250a004aff1f30aa9328a0d1bb6d6de5d8ebdaa661c5be82d7a1f109f0e825";

/** How records name the engine that made them. */
export const ENGINE_ID: string = ENGINE_VERSION === 1 ? FIRST_ID : `engine ${ENGINE_VERSION}`;
