import { assert, assertEquals } from "@std/assert";
import { pairedEvidence } from "../lib/verdict/evidence.ts";
import { verdictOnPairs } from "../lib/verdict/verdict.ts";
import { readProjectFile } from "./support/project.ts";

Deno.test("the example of docs/verdicts.md comes out as it says", async () => {
  const page = await readProjectFile("docs/verdicts.md");
  const evidence = pairedEvidence(
    [96.1, 96.4, 96.0, 96.5],
    [95.0, 95.6, 95.1, 95.5],
    0.5,
    1,
  );
  const { mean, deviation, interval95, interval90, pDifference } = evidence.summary;
  const said = (pattern: RegExp): string[] => {
    const match = pattern.exec(page);
    if (match === null) throw new Error(`Cannot find ${pattern} in docs/verdicts.md`);
    return match.slice(1);
  };
  assertEquals(said(/; D = ([\d.]+);/), [mean.toFixed(2)]);
  assertEquals(said(/= √\(0\.05 \/ 3\) = ([\d.]+)/), [deviation.toFixed(4)]);
  assertEquals(said(/± 0\.205 = \[([\d.]+), ([\d.]+)\]/), interval95.map((x) => x.toFixed(3)));
  assertEquals(
    said(/90 % interval is \[([\d.]+), ([\d.]+)\]/),
    interval90.map((x) => x.toFixed(3)),
  );
  assertEquals(said(/p = ([\d.]+)\./), [pDifference.toFixed(4)]);
  const adjusted = (times: number) =>
    verdictOnPairs({
      ...evidence,
      pAdjusted: { difference: times * pDifference, equivalence: 1 },
    });
  assertEquals([adjusted(2), adjusted(100)], ["clearly holds", "inconclusive"]);
});

Deno.test("every test that docs/promises.md names is there, under that name", async () => {
  const page = await readProjectFile("docs/promises.md");
  const rows = [...page.matchAll(
    /`([\w/]+_test\.ts): ([^`]+)`/g,
  )];
  assert(rows.length > 25);
  assertEquals(rows.length, page.match(/^ +- `/gm)!.length, "every line under a promise is read");
  for (const [, path, name] of rows) {
    const source = (await readProjectFile(`tests/${path}`)).replaceAll(/\$\{[^}]*\}/g, "N");
    assert(source.includes(name!.trim()), `tests/${path} has no test “${name}”`);
  }
});
