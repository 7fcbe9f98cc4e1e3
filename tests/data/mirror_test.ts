import { assert, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { parseMirror } from "../../pipeline/data/mirror.ts";
import { UserError } from "../../pipeline/system/user_error.ts";
import { fromFolder } from "../support/from_folder.ts";

const IS_WINDOWS = Deno.build.os === "windows";

const parse = (text: string) => parseMirror(text, "--mirror", fromFolder("/home/someone"));

/** The parts of a mirror on the network. */
function urlOf(text: string) {
  const mirror = parse(text);
  assert("base" in mirror);
  return { href: mirror.base.href, shown: mirror.shown, authorization: mirror.authorization };
}

Deno.test("a mirror on the network keeps its query, and hides it in messages", () => {
  assertEquals(urlOf("https://h.example/mnist?sig=abc&x=%2F"), {
    href: "https://h.example/mnist/?sig=abc&x=%2F",
    shown: "https://h.example/mnist/?***",
    authorization: undefined,
  });
  assertEquals(urlOf("HTTPS://H.example/a/").href, "https://h.example/a/");
  assertEquals(urlOf("  https://h.example \n").href, "https://h.example/");
});

Deno.test("a user and a password become a header, and are hidden in messages", () => {
  const { href, shown, authorization } = urlOf("https://us%40er:p%C3%A4ss@h.example:8443/m");
  assertEquals(href, "https://h.example:8443/m/");
  assertEquals(shown, "https://***@h.example:8443/m/");
  assertEquals(authorization, `Basic ${new TextEncoder().encode("us@er:päss").toBase64()}`);
  assertEquals(urlOf("https://token@h.example/").authorization, `Basic ${btoa("token:")}`);
  assertEquals(urlOf("https://u:100%@h.example/").authorization, `Basic ${btoa("u:100%")}`);
});

Deno.test({
  name: "a mirror can be a folder, as a path or a file URL",
  ignore: IS_WINDOWS,
  fn() {
    const folderOf = (text: string) => (parse(text) as { folder: string }).folder;
    assertEquals(folderOf("../shared"), "/home/shared");
    assertEquals(folderOf("/mnt/mnist"), "/mnt/mnist");
    assertEquals(folderOf("file:///mnt/my%20mnist/"), "/mnt/my mnist/");
    assertEquals(folderOf("./~/mnist"), "/home/someone/~/mnist");
    assertEquals(folderOf("a:b/c"), "/home/someone/a:b/c");
  },
});

Deno.test({
  name: "a drive of Windows is a folder there",
  ignore: !IS_WINDOWS,
  fn: () => assertEquals(parse("C:\\mnist").shown, "C:\\mnist"),
});

const REFUSED: readonly (readonly [text: string, says: string])[] = [
  ["", '--mirror "": it is blank'],
  ["  ", '--mirror "  ": it is blank'],
  ["https://h.example/m#part", 'it has a "#"'],
  ["https://user:12#secret@h.example/", 'it has a "#"'],
  ["https://user:sec#ret@h.example/", "it is not a valid URL"],
  ["https://user:sec/ret@h.example/", "it is not a valid URL"],
  ["https://user:12/ret@h.example/", "it is not a valid URL"],
  ["https://secret@[h/", "it is not a valid URL"],
  ["ftp://user:secret@h.example/", "--mirror ftp://***: give a folder, or a URL"],
  ["s3://secret@bucket/mnist", "--mirror s3://***: give a folder, or a URL"],
  ["user:secret@h.example/mnist", "--mirror ***: a URL with a user and a password begins with"],
  ["~/mnist", "write the folder in full"],
  ["~someone/mnist", "write the folder in full"],
  ["file:///mnt/mnist?x", "give the folder's path"],
  ...(IS_WINDOWS ? [] : [
    ["C:\\mnist", "that is a path of Windows"],
    ["d:/mnist", "that is a path of Windows"],
    ["file://server/mnist", "give the folder's path"],
  ] as const),
];

for (const [text, says] of REFUSED) {
  Deno.test(`the mirror ${JSON.stringify(text)} is refused in a sentence, without its secrets`, () => {
    const { message, exitCode } = assertThrows(() => parse(text), UserError, says);
    assertEquals(exitCode, 2);
    assert(message.startsWith("Cannot use --mirror "), message);
    for (const secret of ["sec", "ret", "12", "user:"]) {
      assert(!message.replace("user and a password", "").includes(secret), message);
    }
  });
}

Deno.test("a password or a query in any mirror is never shown", () => {
  const mark = "Hidden7";
  const noise = fc.string({ unit: fc.constantFrom(..."ab1:/?#@%[]\\ .&=é"), maxLength: 6 });
  const begin = fc.constantFrom("https://", "HTTP://", "https:/", "https:\\\\", "ftp://", "");
  fc.assert(
    fc.property(begin, noise, noise, noise, (scheme, user, around, end) => {
      fc.pre(scheme !== "" || !/[@/\\]/.test(user + around));
      const password = `${around}${mark}${around}`;
      for (
        const given of [
          `${scheme}${user}:${password}@h.example/mnist${end}`,
          ...(scheme === "" ? [] : [`${scheme}h.example/mnist?sig=${mark}${end}`]),
        ]
      ) {
        let shown: string;
        try {
          ({ shown } = parse(given));
        } catch (error) {
          assert(error instanceof UserError, String(error));
          shown = error.message;
        }
        assert(!shown.includes(mark), `${given} -> ${shown}`);
      }
    }),
    { numRuns: 2_000 },
  );
});
