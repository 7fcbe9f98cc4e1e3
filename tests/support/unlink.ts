/**
 * Writes deno.unlinked.json and its lock file: the project with the packages of JSR in
 * place of the stand-ins in vendor/. See "deno task maintain unlinked".
 *
 * @module
 */

const config = JSON.parse(await Deno.readTextFile("deno.json"));
delete config.links;
await Deno.writeTextFile("deno.unlinked.json", `${JSON.stringify(config, null, 2)}\n`);

// The npm packages stay what they are; those of JSR are added when they are fetched.
const lock = JSON.parse(await Deno.readTextFile("deno.lock"));
delete lock.workspace?.links;
await Deno.writeTextFile("deno.unlinked.lock", `${JSON.stringify(lock, null, 2)}\n`);
