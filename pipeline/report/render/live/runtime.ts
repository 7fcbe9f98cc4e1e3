/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * What brings the charts of a page to life, in a browser: on first contact with a
 * chart a live Vega view takes the place of the picture, and a slider, or pointing near
 * a mark, brings out a seed or an iteration. Without it nothing is lost but that.
 *
 * Expressions are interpreted, not compiled, so that the page needs no "unsafe-eval".
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
import { NARROW_BELOW } from "../charts/layout.ts";
import { fixTextMetrics } from "../charts/text_width.ts";
import { unfold } from "./fold.ts";
import { nearestValue } from "./nearest.ts";
import type { PageData } from "./page_data.ts";

Object.assign(registry, transforms, viewTransforms, encode);
fixTextMetrics(textMetrics);

/** A chart as it lives. */
interface LiveChart {
  readonly view: View;
  readonly container: HTMLElement;
}

/** Browsers forget choices; a page from a file may not be allowed to remember them. */
const memory = {
  get(key: string): string | null {
    try {
      return localStorage.getItem(`retrace-${key}`);
    } catch {
      return null;
    }
  },
  set(key: string, value: string): void {
    try {
      localStorage.setItem(`retrace-${key}`, value);
    } catch {
      // Then it lasts as long as the page.
    }
  },
};

function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

const language = element<HTMLSelectElement>("language");
const appearance = element<HTMLSelectElement>("appearance");
const narrow = matchMedia(`screen and (max-width: ${NARROW_BELOW - 1}px)`);
const living = new Map<HTMLElement, LiveChart>();

/** The specifications, unpacked when the first chart comes to life. */
let unpacked: PageData | undefined;
function pageData(): PageData {
  if (unpacked === undefined) {
    const text = atob(element("live").textContent!);
    const packed = Uint8Array.from(text, (character) => character.charCodeAt(0));
    unpacked = JSON.parse(strFromU8(inflateSync(packed))) as PageData;
  }
  return unpacked;
}

/** The live view of a chart, which takes the place of its picture. */
async function bringToLife(figure: HTMLElement): Promise<View> {
  const already = living.get(figure);
  if (already !== undefined) return already.view;
  const layout = narrow.matches ? "narrow" : "wide";
  const folded = pageData()[figure.dataset["chart"]!]![layout];
  const spec = unfold(folded, language.value) as Parameters<typeof parse>[0];
  const place = figure.querySelector<HTMLElement>(`.${layout}`)!;
  const container = document.createElement("div");
  container.className = "live";
  const view = new View(parse(spec, null, { ast: true }), {
    expr: expressionInterpreter,
    renderer: "svg",
    container,
    hover: false,
  });
  living.set(figure, { view, container });
  const picked = controlOf(figure)?.picked();
  if (picked !== undefined) view.signal("picked", picked);
  await view.runAsync();
  // The place itself is the image that screen readers are told of.
  for (const { name } of [...container.attributes]) {
    if (name === "role" || name.startsWith("aria-")) container.removeAttribute(name);
  }
  if (living.get(figure)?.view !== view) return view; // Put to rest meanwhile.
  place.append(container);
  place.classList.add("is-live");
  const control = controlOf(figure);
  const svg = container.querySelector("svg")!;
  for (const contact of ["pointermove", "pointerdown"] as const) {
    svg.addEventListener(contact, (event) => {
      const value = control && nearestValue(view, svg, event, control.field);
      if (value !== undefined) control!.pick(value);
    });
  }
  return view;
}

/** The picture takes the place of the live view again. */
function putToRest(figure: HTMLElement): void {
  const live = living.get(figure);
  if (live === undefined) return;
  living.delete(figure);
  live.container.parentElement?.classList.remove("is-live");
  live.container.remove();
  live.view.finalize();
}

/** The slider of a chart. */
interface SliderControl {
  readonly field: string;
  /** What is picked; undefined if nothing is. */
  readonly picked: () => number | undefined;
  readonly pick: (value: number) => void;
}

const controls = new Map<HTMLElement, SliderControl>();
function controlOf(figure: HTMLElement): SliderControl | undefined {
  return controls.get(figure);
}

function connectControl(figure: HTMLElement): void {
  const box = figure.querySelector<HTMLElement>(".control");
  if (box === null) return;
  const slider = box.querySelector("input")!;
  const output = box.querySelector("output")!;
  let picked: number | undefined;
  const show = async (value: number | undefined): Promise<void> => {
    picked = value;
    output.textContent = value === undefined ? "" : `${value}${box.dataset["unit"]}`;
    const view = await bringToLife(figure);
    await view.signal("picked", value ?? null).runAsync();
  };
  slider.addEventListener("input", () => void show(slider.valueAsNumber));
  slider.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") void show(undefined);
  });
  controls.set(figure, {
    field: box.dataset["field"]!,
    picked: () => picked,
    pick(value) {
      slider.valueAsNumber = value;
      if (value !== picked) void show(value);
    },
  });
  box.hidden = false;
}

const figures = [...document.querySelectorAll<HTMLElement>("figure[data-chart]")];
for (const figure of figures) {
  connectControl(figure);
  for (const contact of ["pointerenter", "focusin"]) {
    figure.addEventListener(contact, () => void bringToLife(figure));
  }
  // For those who want to look inside, and for tests.
  Object.defineProperty(figure, "live", { get: () => living.get(figure)?.view });
}

/** Charts have one language and one layout; in another they are pictures until touched again. */
function rest(): void {
  figures.forEach(putToRest);
}
narrow.addEventListener("change", rest);
addEventListener("beforeprint", () => {
  rest();
  for (const details of document.querySelectorAll("details")) details.open = true;
});

function languageChanged(): void {
  document.documentElement.lang = language.value;
  const title = document.querySelector(`h1 [lang="${language.value}"]`);
  if (title !== null) document.title = title.textContent!;
  rest();
}
language.addEventListener("change", () => {
  memory.set("language", language.value);
  languageChanged();
});
appearance.addEventListener("change", () => memory.set("appearance", appearance.value));

const preferred = memory.get("language") ??
  [...language.options].map(({ value }) => value)
    .find((value) => navigator.language.toLowerCase().startsWith(value));
if (preferred !== undefined && preferred !== null) language.value = preferred;
appearance.value = memory.get("appearance") ?? "auto";
languageChanged();
