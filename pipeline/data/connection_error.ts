import { messageOf } from "../system/user_error.ts";
import { MirrorError } from "./mirror.ts";

const TRUST_ADVICE =
  "if a proxy or a virus scanner puts its own certificates in, set DENO_TLS_CA_STORE=system, or DENO_CERT to the file of its certificate";

type Kind = "of mirror" | "transient" | "of mirror, transient" | "of file";

/** Deno's messages, and what to say instead. */
const REASONS: readonly (readonly [pattern: RegExp, kind: Kind, reason: string])[] = [
  [
    /connection refused|os error (111|61|10061)\)/i,
    "of mirror",
    "nobody listens there, or at the proxy that HTTPS_PROXY names (connection refused)",
  ],
  [
    /dns error|failed to lookup address|name or service not known/i,
    "of mirror, transient",
    "its name cannot be looked up: there is no such host, or no network, or only one through a proxy (then set HTTPS_PROXY)",
  ],
  [
    /network is unreachable|no route to host|os error (101|113|10051|10065)\)/i,
    "of mirror",
    "it cannot be reached from here: check the network, or set HTTPS_PROXY to its proxy",
  ],
  [
    /certificate.*(expired|notvalidyet|not valid yet)/i,
    "of mirror",
    "its certificate is not valid at the time that this machine's clock shows",
  ],
  [/not valid for name/i, "of mirror", "its certificate is that of another host"],
  [
    /certificate|unknownissuer/i,
    "of mirror",
    `its certificate is of an authority that Deno does not know; ${TRUST_ADVICE}`,
  ],
  [
    /corrupt message|InvalidContentType|tls handshake|received fatal alert/i,
    "of mirror",
    "it does not speak HTTPS; should the URL begin with http://?",
  ],
  [
    /proxy authentication/i,
    "of mirror",
    "the proxy wants a user and a password: put them in HTTPS_PROXY",
  ],
  [/tunnel/i, "of mirror", "the proxy that HTTPS_PROXY names does not connect to it"],
  [/redirects/i, "of file", "it redirects in circles"],
  [
    /timed out|os error (110|60|10060)\)/i,
    "of mirror, transient",
    "it does not answer (timed out)",
  ],
  [
    /before message completed|connection reset|broken pipe|os error (104|54|32|10054)\)|eof/i,
    "transient",
    "it cut the connection before it had answered",
  ],
];

/** Why a request failed, from the causes that Deno's fetch gives. */
export function connectionError(error: unknown): MirrorError {
  const messages = messagesOf(error);
  const innermost = messages.at(-1)!.replace(
    /^error sending request .*?its URL(?: \(.*?\):)? /,
    "",
  );
  const [, kind, reason] = REASONS.find(([pattern]) => pattern.test(messages.join(": "))) ??
    [undefined, "transient", `the connection failed (${innermost})`];
  return new MirrorError(reason, {
    isOfMirror: kind.includes("of mirror"),
    isTransient: kind.includes("transient"),
  });
}

/**
 * The messages of an error and its causes, the outermost first, without URLs, which may
 * contain secrets.
 */
function messagesOf(error: unknown): string[] {
  const messages: string[] = [];
  for (let cause = error; cause !== undefined && messages.length < 10;) {
    messages.push(messageOf(cause).replace(/\S*:\/\/\S*/g, "its URL"));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return messages;
}
