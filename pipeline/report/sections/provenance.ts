import { dataFiles } from "../../../lib/data/sources.ts";
import { dataHash } from "../../data/cache.ts";
import { taskCommand } from "../../system/task_command.ts";
import { type Block, heading, paragraph, table } from "../blocks.ts";
import type { ReportContext } from "../context.ts";
import { words } from "../strings/languages.ts";

export const WORDS = words({
  en: {
    title: "Run it again",
    intro: "The results are the same, bit for bit, for any number of workers.",
    verify: "This trains some of the published runs again and compares every digest:",
    what: "What",
    identity: "Version or SHA-256",
    engine: "Engine, version of what it computes",
    dataSet: (name: string): string => `Data set ${name}`,
  },
  ko: {
    title: "다시 실행하기",
    intro: "작업자 수와 관계없이 결과는 비트까지 같습니다.",
    verify: "공개한 실행의 일부를 다시 훈련해 다이제스트를 하나씩 비교합니다.",
    what: "대상",
    identity: "버전 또는 SHA-256",
    engine: "엔진이 계산하는 것의 버전",
    dataSet: (name) => `데이터 ${name}`,
  },
});

/** The command that trains some experiments again, as they were trained for this report. */
export function reproduceCommand(context: ReportContext, ids: readonly string[]): string {
  const { document, results: { source, seeds, dtype } } = context;
  return [
    taskCommand("reproduce", document),
    `--dataset ${source.name}`,
    seeds.every((seed, i) => seed === i)
      ? `--seeds ${seeds.length}`
      : seeds.map((seed) => `--seed ${seed}`).join(" "),
    `--dtype ${dtype}`,
    ...(ids.length === document.experiments.length ? [] : [`--only ${ids.join(",")}`]),
  ].join(" ");
}

/** How to reproduce this report, and the versions of everything it depends on. */
export function provenance(context: ReportContext): Block[] {
  const { document, results: { source, experiments, engine }, language } = context;
  const t = WORDS[language];
  return [
    heading(2, t.title, "provenance"),
    paragraph(t.intro),
    { kind: "command", command: reproduceCommand(context, experiments.map(({ id }) => id)) },
    paragraph(t.verify),
    { kind: "command", command: taskCommand("verify", document) },
    table("l", [t.what, t.identity], [
      [t.engine, { code: String(engine) }],
      [t.dataSet(source.name), { code: dataHash(source) }],
      // Nothing is trained on files whose hash is not recorded.
      ...dataFiles(source).map(({ name, sha256 }) => [name, { code: sha256! }]),
    ]),
  ];
}
