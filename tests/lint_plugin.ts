/**
 * Lint rules of this project: nothing calls Math.random, and lib/ stays pure.
 *
 * @module
 */

/** What lib/ must not touch: files, network, clock, console, the runtime. */
const IMPURE = ["Deno", "fetch", "console", "performance", "setTimeout", "setInterval", "process"];
/** Where platforms may differ in the last digit; only Math.sqrt among roots is exact. */
const INEXACT_MATH =
  /^(exp|expm1|log|log2|log10|log1p|pow|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh|acosh|atanh|cbrt|hypot)$/;

function isInLib(filename: string): boolean {
  return /[\\/]lib[\\/]/.test(filename);
}

const plugin: Deno.lint.Plugin = {
  name: "retrace",
  rules: {
    "no-math-random": {
      create: (context) => ({
        'MemberExpression[object.name="Math"][property.name="random"]'(node) {
          context.report({
            node,
            message: "Math.random cannot be repeated; draw from a seeded RandomState",
          });
        },
      }),
    },
    "pure-lib": {
      create(context) {
        if (!isInLib(context.filename)) return {};
        const refuse = (node: Deno.lint.Node, what: string): void =>
          context.report({ node, message: `lib/ is pure: ${what} belongs in pipeline/` });
        return {
          MemberExpression(node) {
            if (node.object.type !== "Identifier") return;
            if (IMPURE.includes(node.object.name)) refuse(node, node.object.name);
            if (node.object.name === "Date" && node.property.type === "Identifier") {
              refuse(node, "the clock");
            }
          },
          CallExpression(node) {
            if (node.callee.type === "Identifier" && IMPURE.includes(node.callee.name)) {
              refuse(node, node.callee.name);
            }
          },
          NewExpression(node) {
            if (node.callee.type !== "Identifier") return;
            if (["Date", "Worker", "WebSocket"].includes(node.callee.name)) {
              refuse(node, node.callee.name);
            }
          },
          ImportDeclaration(node) {
            const source = node.source.value;
            const isRelative = source.startsWith("./") || source.startsWith("../");
            if (!isRelative || /\/(pipeline|tests)\//.test(source)) {
              refuse(node, `importing ${source}`);
            }
          },
        };
      },
    },
    "exact-math": {
      create(context) {
        if (!isInLib(context.filename)) return {};
        return {
          MemberExpression(node) {
            if (node.object.type !== "Identifier" || node.object.name !== "Math") return;
            if (node.property.type !== "Identifier") return;
            if (!INEXACT_MATH.test(node.property.name)) return;
            context.report({
              node,
              message: `Math.${node.property.name} differs between platforms; use lib/engine/math`,
            });
          },
          'BinaryExpression[operator="**"]'(node) {
            if (node.left.type === "Literal" && node.right.type === "Literal") return;
            context.report({ node, message: "** is inexact; use integerPower" });
          },
        };
      },
    },
  },
};

export default plugin;
