/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * Makes the charts of a page interactive. When a reader first touches a chart, a live Vega
 * view replaces its picture; a slider, or pointing near a mark, then highlights a seed or
 * an iteration.
 *
 * Vega interprets its expressions instead of compiling them, so that the page's policy
 * does not need "unsafe-eval".
 *
 * @module
 */

import { inflateSync, strFromU8 } from "fflate";
import { transforms as registry } from "vega-dataflow";
import * as encode from "vega-encode";
import { expressionInterpreter } from "vega-interpreter";
import { parse } from "vega-parser";
import { textMetrics } from "vega-scenegraph";
import * as transforms from "vega-transforms";
import { View } from "vega-view";
import * as viewTransforms from "vega-view-transforms";
import { fixTextMetrics } from "../../font/text_width.ts";
import { NARROW_BELOW } from "../../layout.ts";
import { nearestValue } from "./nearest.ts";
import type { PageData } from "./page_data.ts";

Object.assign(registry, transforms, viewTransforms, encode);
fixTextMetrics(textMetrics);

const narrow = matchMedia(`screen and (max-width: ${NARROW_BELOW - 1}px)`);

/** The specifications, unpacked on first use. */
let unpacked: PageData | undefined;
function pageData(): PageData {
  if (unpacked === undefined) {
    const text = atob(document.getElementById("live")!.textContent!);
    const packed = Uint8Array.from(text, (character) => character.charCodeAt(0));
    unpacked = JSON.parse(strFromU8(inflateSync(packed))) as PageData;
  }
  return unpacked;
}

/**
 * Makes a figure interactive.
 *
 * @returns a function that shows its picture again
 */
function connect(figure: HTMLElement): () => void {
  const control = figure.querySelector<HTMLElement>(".control");
  let view: View | undefined;
  let picked: number | null = null;

  const start = async (): Promise<View> => {
    if (view !== undefined) return view;
    const layout = narrow.matches ? "narrow" : "wide";
    const spec = pageData()[figure.dataset["chart"]!]![layout] as Parameters<typeof parse>[0];
    const container = document.createElement("div");
    container.className = "live";
    const started = view = new View(parse(spec, null, { ast: true }), {
      expr: expressionInterpreter,
      renderer: "svg",
      container,
      hover: false,
    });
    if (picked !== null) started.signal("picked", picked);
    await started.runAsync();
    if (view !== started) return started; // It was stopped in the meantime.
    // Screen readers know the chart from the element around it.
    for (const { name } of [...container.attributes]) {
      if (name === "role" || name.startsWith("aria-")) container.removeAttribute(name);
    }
    const picture = figure.querySelector(`.${layout}`)!;
    picture.append(container);
    picture.classList.add("is-live");
    const svg = container.querySelector("svg")!;
    for (const contact of ["pointermove", "pointerdown"] as const) {
      svg.addEventListener(contact, (event) => {
        const value = control && nearestValue(started, svg, event, control.dataset["field"]!);
        if (typeof value === "number" && value !== picked) void pick(value);
      });
    }
    return started;
  };

  const stop = (): void => {
    figure.querySelector(".is-live")?.classList.remove("is-live");
    figure.querySelector(".live")?.remove();
    view?.finalize();
    view = undefined;
  };

  const pick = async (value: number | null): Promise<void> => {
    picked = value;
    if (value !== null) control!.querySelector("input")!.valueAsNumber = value;
    control!.querySelector("output")!.textContent = value === null
      ? ""
      : `${value}${control!.dataset["unit"]}`;
    await (await start()).signal("picked", value).runAsync();
  };

  if (control !== null) {
    const slider = control.querySelector("input")!;
    slider.addEventListener("input", () => void pick(slider.valueAsNumber));
    slider.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") void pick(null);
    });
    control.hidden = false;
  }
  for (const contact of ["pointerenter", "focusin"]) {
    figure.addEventListener(contact, () => void start());
  }
  // For tests and for curious readers.
  Object.defineProperty(figure, "live", { get: () => view });
  return stop;
}

const stops = [...document.querySelectorAll<HTMLElement>("figure[data-chart]")].map(connect);
function stopAll(): void {
  for (const stop of stops) stop();
}
// A live chart has one layout.
narrow.addEventListener("change", stopAll);
addEventListener("beforeprint", () => {
  stopAll();
  for (const details of document.querySelectorAll("details")) details.open = true;
});

/** Links to other languages lead to the same section. */
function followFragment(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>("header a[hreflang]")) {
    link.hash = location.hash;
  }
}
addEventListener("hashchange", followFragment);
followFragment();

const APPEARANCE = "retrace-appearance";
const appearance = document.querySelector<HTMLSelectElement>("#appearance")!;
appearance.addEventListener("change", () => {
  try {
    localStorage.setItem(APPEARANCE, appearance.value);
  } catch {
    // Some browsers do not let a page from a file store anything.
  }
});
try {
  appearance.value = localStorage.getItem(APPEARANCE) ?? "auto";
} catch {
  // As above.
}
