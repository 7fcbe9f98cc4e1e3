import { messageOf } from "../system/user_error.ts";
import { MirrorError } from "./mirror_error.ts";

const OF_MIRROR = { isOfMirror: true };
const MAY_PASS = { isOfMirror: true, isTransient: true };
const AUTHORITY_ADVICE =
  "if a proxy or a virus scanner puts its own certificates in, set DENO_TLS_CA_STORE=system, or DENO_CERT to the file of its certificate";

/** What Deno writes, in words that say what to do. */
const REASONS: readonly (readonly [
  pattern: RegExp,
  reason: string,
  kind: ConstructorParameters<typeof MirrorError>[1],
])[] = [
  [
    /connection refused|os error (111|61|10061)\)/i,
    "nobody listens there, or at the proxy that HTTPS_PROXY names (connection refused)",
    OF_MIRROR,
  ],
  [
    /dns error|failed to lookup address|name or service not known/i,
    "its name cannot be looked up: there is no such host, or no network, or only one through a proxy (then set HTTPS_PROXY)",
    MAY_PASS,
  ],
  [
    /network is unreachable|no route to host|os error (101|113|10051|10065)\)/i,
    "there is no way to it from here: check the network, or set HTTPS_PROXY to its proxy",
    OF_MIRROR,
  ],
  [
    /certificate.*(expired|notvalidyet|not valid yet)/i,
    "its certificate is not valid at the time that this machine's clock tells",
    OF_MIRROR,
  ],
  [/not valid for name/i, "its certificate is that of another host", OF_MIRROR],
  [
    /certificate|unknownissuer/i,
    `its certificate is of an authority that Deno does not know; ${AUTHORITY_ADVICE}`,
    OF_MIRROR,
  ],
  [
    /corrupt message|InvalidContentType|tls handshake|received fatal alert/i,
    "it does not speak HTTPS as it should; is it http:// in truth?",
    OF_MIRROR,
  ],
  [
    /proxy authentication/i,
    "the proxy wants a user and a password: put them in HTTPS_PROXY",
    OF_MIRROR,
  ],
  [/tunnel/i, "the proxy that HTTPS_PROXY names does not connect to it", OF_MIRROR],
  [/redirects/i, "it redirects in circles", {}],
  [/requests to port \d+ are blocked/i, "no program may fetch from that port", OF_MIRROR],
  [/timed out|os error (110|60|10060)\)/i, "it does not answer (timed out)", MAY_PASS],
  [/invalid HTTP|parsed/i, "what it answers is not HTTP", OF_MIRROR],
  [
    /before message completed|connection reset|broken pipe|os error (104|54|32|10054)\)|eof/i,
    "it cut the connection before it had answered",
    { isTransient: true },
  ],
];

/** Why a server could not be asked, from the causes that Deno's fetch gives. */
export function connectionError(error: unknown): MirrorError {
  const messages = messagesOf(error);
  const text = messages.join(": ");
  for (const [pattern, reason, kind] of REASONS) {
    if (pattern.test(text)) return new MirrorError(reason, kind);
  }
  const innermost = messages.at(-1)!.replace(
    /^error sending request .*?its URL(?: \(.*?\):)? /,
    "",
  );
  return new MirrorError(`the connection failed (${innermost})`, { isTransient: true });
}

/**
 * The messages of an error and of what caused it, the outermost first, without URLs:
 * these may hold secrets.
 */
function messagesOf(error: unknown): string[] {
  const messages: string[] = [];
  for (let cause = error; cause !== undefined && messages.length < 10;) {
    messages.push(messageOf(cause).replace(/\S*:\/\/\S*/g, "its URL"));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return messages;
}
