import type { Block, Inline, Line, Report, Translation } from "./blocks.ts";

/** Writes a report as GitHub-flavoured Markdown. Charts are files in "charts/". */
export function formatMarkdown(report: Report, translations: readonly Translation[] = []): string {
  const links = translations.map(({ name, to }): Inline => ({ link: name, to }));
  const parts = [
    `# ${escape(report.title)}`,
    ...(links.length === 0 ? [] : [formatLine(links)]),
    ...report.blocks.map(formatBlock),
  ];
  return `${parts.join("\n\n")}\n`;
}

function formatBlock(block: Block): string {
  switch (block.kind) {
    case "heading":
      return `<a id="${block.id}"></a>\n\n${"#".repeat(block.level)} ${escape(block.text)}`;
    case "paragraph":
      return formatLine(block.line);
    case "warning":
      return `> [!WARNING]\n> ${formatLine(block.line)}`;
    case "list":
      return block.items.map((item) => `- ${formatLine(item)}`).join("\n");
    case "table": {
      const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
      return [
        row(block.columns.map(({ title }) => escape(title))),
        row(block.columns.map(({ align }) => align === "right" ? "---:" : "---")),
        ...block.rows.map((cells) => row(cells.map(formatLine))),
      ].join("\n");
    }
    case "figure": {
      const { name, alt } = block.figure;
      return [
        "<picture>",
        `<source media="(prefers-color-scheme: dark)" srcset="charts/${name}-dark.svg">`,
        `<img src="charts/${name}-light.svg" alt="${escapeAttribute(alt)}">`,
        "</picture>",
      ].join("\n");
    }
    case "side-by-side":
      return block.blocks.map(formatBlock).join("\n\n");
    case "details":
      return [
        `<details>\n<summary>${escape(block.summary)}</summary>`,
        ...block.blocks.map(formatBlock),
        "</details>",
      ].join("\n\n");
    case "commands":
      return ["```sh", ...block.lines, "```"].join("\n");
  }
}

function formatLine(line: Line): string {
  return line.map(formatInline).join("");
}

function formatInline(inline: Inline): string {
  if (typeof inline === "string") return escape(inline);
  if ("bold" in inline) return `**${escape(inline.bold)}**`;
  if ("code" in inline) return `\`${inline.code.replaceAll(/[`|\n]/g, "")}\``;
  return `[${escape(inline.link)}](${inline.to})`;
}

/** Takes their meaning from all characters that Markdown or HTML give one. */
function escape(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll(/[\\`*_[\]|#]/g, (character) => `\\${character}`)
    .replaceAll("\n", " ");
}

function escapeAttribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")
    .replaceAll("\n", " ");
}
