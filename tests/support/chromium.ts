import { type Browser, chromium } from "playwright-core";

/** Where Chromium, or a browser made of it, may be. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const found = (await Promise.all(
  PLACES.map((path) => Deno.stat(path).then(() => path, () => undefined)),
)).find((path) => path !== undefined);

/** Whether there is a browser; tests that need one are skipped without it. */
export const HAS_CHROMIUM: boolean = found !== undefined;
if (!HAS_CHROMIUM) console.log(`skipped: tests in a browser, which need ${PLACES.join(" or ")}`);

/** Runs a test with a browser, which is closed afterwards. */
export async function inChromium(test: (browser: Browser) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({
    executablePath: found!,
    args: ["--no-sandbox", "--disable-background-networking"],
  });
  try {
    await test(browser);
  } finally {
    await browser.close();
  }
}
