import { fileURLToPath } from "node:url";
import type { Document } from "../../lib/documents/document.ts";
import type { Experiment } from "../../lib/documents/experiment.ts";
import { referencePath } from "../replay/golden.ts";
import { messageOf } from "../system/user_error.ts";

/** What NumPy takes for some experiments. */
export interface NumpyFigures {
  /** Its version. */
  readonly numpy: string;
  /** The BLAS that it multiplied with, and the kernel that this chose, as far as that is known. */
  readonly blas: string;
  /** By experiment. */
  readonly seconds: Readonly<Record<string, number>>;
  /** From the first to the last. */
  readonly total: number;
}

/** What came of asking NumPy: its figures, that it is not here, or how it failed. */
export type NumpyOutcome =
  | { readonly kind: "timed"; readonly figures: NumpyFigures }
  | { readonly kind: "missing"; readonly reason: string }
  | { readonly kind: "failed"; readonly reason: string };

/** The peer of a document: a command that the folder of the data is added to. */
function peerOf(document: Pick<Document, "id">): readonly string[] {
  return [
    "/usr/bin/python3",
    "-B", // No __pycache__ in the project.
    fileURLToPath(new URL("./numpy_peer.py", import.meta.url)),
    referencePath(document),
  ];
}

/**
 * Times some experiments in NumPy, with seed 0. Of the environment it sees the number
 * of threads alone: settings such as OPENBLAS_CORETYPE would choose another kernel than
 * NumPy itself does on this machine.
 *
 * @param threads of its BLAS
 */
export async function timeNumpy(
  document: Pick<Document, "id" | "dataset">,
  dataFolder: string,
  threads: number,
  experiments: readonly Experiment[],
  peer: readonly string[] = peerOf(document),
): Promise<NumpyOutcome> {
  const [command, ...args] = peer;
  let child: Deno.ChildProcess;
  try {
    child = new Deno.Command(command!, {
      args: [...args, `${dataFolder}/${document.dataset.name}`],
      clearEnv: true,
      env: { OPENBLAS_NUM_THREADS: String(threads), OMP_NUM_THREADS: String(threads) },
      stdin: "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) {
      return { kind: "missing", reason: `there is no ${command}` };
    }
    if (error instanceof Deno.errors.PermissionDenied) {
      return { kind: "failed", reason: error.message };
    }
    throw error;
  }
  const [{ code, signal, stdout, stderr }] = await Promise.all([
    child.output(),
    // What ends before it has read all says why itself.
    new Blob([JSON.stringify(experiments)]).stream().pipeTo(child.stdin).catch(() => {}),
  ]);
  if (code !== 0) {
    const lastWords = new TextDecoder().decode(stderr).trim().split("\n").at(-1);
    const end = signal === null ? `exit code ${code}` : `signal ${signal}`;
    return { kind: "failed", reason: lastWords === "" ? end : `${lastWords} (${end})` };
  }
  return readAnswer(new TextDecoder().decode(stdout), command!, experiments);
}

function readAnswer(
  text: string,
  command: string,
  experiments: readonly Experiment[],
): NumpyOutcome {
  try {
    const answer = JSON.parse(text);
    if (answer.missing === "numpy") {
      return { kind: "missing", reason: `${command} has no NumPy` };
    }
    const figures = answer as Omit<NumpyFigures, "total">;
    const untimed = experiments.find(({ id }) => !(figures.seconds[id]! > 0));
    if (untimed === undefined) {
      const total = Object.values(figures.seconds).reduce((sum, some) => sum + some, 0);
      return { kind: "timed", figures: { ...figures, total } };
    }
    return { kind: "failed", reason: `it has no time for ${untimed.id}` };
  } catch (error) {
    return { kind: "failed", reason: `its answer cannot be read: ${messageOf(error)}` };
  }
}
