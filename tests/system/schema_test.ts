import { assert, assertEquals } from "@std/assert";
import * as v from "valibot";
import { MANIFEST_FILE, parseManifest, withManifest } from "../../pipeline/records/manifest.ts";
import { COUNT, mapOf, POSITIVE_COUNT, SHARE } from "../../pipeline/system/schema.ts";
import { canonicalJson } from "../../pipeline/system/canonical_json.ts";
import { sha256 } from "../../pipeline/system/sha256.ts";

Deno.test("counts and shares are numbers in range, and nothing else", () => {
  const all = [-1, 0, 0.5, 1, 2, 2 ** 53, NaN, Infinity, "1", null];
  const accepted = (schema: v.GenericSchema) => all.filter((value) => v.is(schema, value));
  assertEquals(accepted(COUNT), [0, 1, 2]);
  assertEquals(accepted(POSITIVE_COUNT), [1, 2]);
  assertEquals(accepted(SHARE), [0, 0.5, 1]);
});

Deno.test("a map is an object whose keys and values are all valid, __proto__ included", () => {
  const schema = mapOf(v.pipe(v.string(), v.regex(/^\w+$/)), COUNT);
  for (const text of ["{}", '{"a":1}', '{"__proto__":1}']) assert(v.is(schema, JSON.parse(text)));
  for (const text of ["[]", "null", '"a"', '{"a":-1}', '{"a b":1}', '{"__proto__":"x"}']) {
    assert(!v.is(schema, JSON.parse(text)), text);
  }
});

Deno.test("a manifest that names files outside its folder is refused, even with a valid checksum", () => {
  const text = withManifest(new Map([["a/b.md", "x"]]), { kind: "review" }).get(MANIFEST_FILE)!;
  assertEquals(Object.keys(parseManifest(text)!.files), ["a/b.md"]);
  const { sha256: _, ...manifest } = JSON.parse(text);
  const signed = (change: string) => {
    const changed = { ...manifest, ...JSON.parse(change) };
    return parseManifest(canonicalJson({ ...changed, sha256: sha256(canonicalJson(changed)) }));
  };
  assert(signed("{}") !== undefined);
  const digest = sha256("x");
  for (const path of ["../b.md", "/b.md", "a//b.md", ".git", "__proto__", ""]) {
    assertEquals(signed(`{"files":{"${path}":"${digest}"}}`), undefined, path);
    assertEquals(signed(`{"replaces":{"${path}":["${digest}"]}}`), undefined, path);
  }
  for (
    const change of ['{"files":{"a":"x"}}', '{"kind":"other"}', '{"format":2}', '{"scope":{}}']
  ) {
    assertEquals(signed(change), undefined, change);
  }
});
