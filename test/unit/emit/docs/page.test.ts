import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compile } from '../../../../generator/src/api/compile.js';
import { docsFiles } from '../../../../generator/src/emit/docs/docs-files.js';
import type { Model } from '../../../../generator/src/model/model.js';
import { ADVERSARIAL, modelWith } from '../../../support/adversarial-model.js';
import { type Browser, noChromium, openBrowser } from '../../../support/chromium.js';
import { flightClubModel } from '../../../support/flight-club-model.js';

const OTHER_SCHEMAS = ['test/cases/complaint-management/schema.tenantry.yaml', 'test/fuzz/small.tenantry.yaml'];

if (noChromium !== undefined) console.warn(`Tests of the page are skipped: ${noChromium}.`);

describe.skipIf(noChromium !== undefined)('index.html in a browser', () => {
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    browser = await openBrowser();
  }, 60_000);
  afterAll(async () => {
    await browser.close();
    rmSync(folder, { recursive: true });
  });
  beforeEach(async () => {
    page = await browser.context.newPage();
    complaints = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    page.on('request', (request) => {
      if (request.url() !== page.url() && !request.url().startsWith('file:')) complaints.push(request.url());
    });
  });
  afterEach(async () => {
    await page.close();
    // Neither an error nor a violation of the page's security policy, nor a request.
    expect(complaints).toEqual([]);
  });

  const show = async (html: string): Promise<void> => {
    const path = join(folder, 'index.html');
    writeFileSync(path, html);
    await page.goto(pathToFileURL(path).href);
  };
  const open = (model: Model = flightClubModel): Promise<void> =>
    show(docsFiles(model).find(({ path }) => path === 'index.html')?.text ?? '');
  const focused = (): Promise<string> => page.evaluate('document.activeElement.textContent');
  const hash = (): string => new URL(page.url()).hash;
  const overflow = (): Promise<number> =>
    page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

  it('tells every entity, key, index and role', async () => {
    await open();
    expect(await page.title()).toBe('flight-club: data model');
    for (const { name } of flightClubModel.entities) {
      expect(await page.locator(`[id="entity.${name}"] h2`).innerText()).toContain(name);
    }
    expect(await page.locator('[id="entity.Member"]').innerText()).toContain('TENANT#{tenantId}#MEMBER#{status}');
    expect(await page.locator('[id="table.app"] h3').allInnerTexts()).toEqual([
      'Primary key',
      'gsi1 global index',
      'gsi2 global index',
      'lsi1 local index',
    ]);
    await page.locator('[id="role.kiosk"] summary').click();
    expect(await page.locator('[id="role.kiosk"] details').innerText()).toContain(
      'TENANT#${aws:PrincipalTag/TenantId}#PILOT#*',
    );
  });

  it('has a matrix that is told in words as well', async () => {
    await open();
    const cell = page.getByRole('link', { name: 'kiosk on Reservation: query of some attributes; own tenant' });
    expect(await cell.count()).toBe(1);
    expect(await page.getByRole('link', { name: 'visitor on Club: no access' }).count()).toBe(1);
    expect(await page.locator('.matrix .cell').count()).toBe(7 * 5);
  });

  it('finds by name, from the keyboard alone', async () => {
    await open();
    await page.keyboard.press('/');
    await page.keyboard.type('reserv');
    expect(await page.locator('nav li:visible').allInnerTexts()).toEqual(['Reservation']);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Entities');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(hash()).toBe('#entity.Reservation');
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    expect(await page.locator('nav li:visible').count()).toBeGreaterThan(10);
    await page.keyboard.type('nothing like it');
    expect(await page.getByRole('status').innerText()).toBe('Nothing of that name.');
  });

  it('moves through the matrix by arrow keys, in one stop of the tab key', async () => {
    await open();
    expect(await page.locator('.matrix .cell[tabindex="0"]').count()).toBe(1);
    await page.locator('.matrix .cell').first().focus();
    for (const key of ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowRight'])
      await page.keyboard.press(key);
    const label = (): Promise<string> => page.evaluate('document.activeElement.getAttribute("aria-label")');
    expect(await label()).toBe('operator on Club: read, scan; every tenant');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    expect(await label()).toBe('visitor on Club: no access');
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    expect(hash()).toBe('#role.chief');
  });

  it('is light or dark as the system is, until told otherwise', async () => {
    const ground = (): Promise<string> => page.evaluate('getComputedStyle(document.body).backgroundColor');
    await page.emulateMedia({ colorScheme: 'light' });
    await open();
    expect(await ground()).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await ground()).toBe('rgb(21, 23, 27)');
    const theme = page.getByRole('button', { name: 'Theme' });
    for (const [words, color] of [
      ['Theme: light', 'rgb(255, 255, 255)'],
      ['Theme: dark', 'rgb(21, 23, 27)'],
    ] as const) {
      await theme.click();
      expect(await theme.innerText()).toBe(words);
      expect(await ground()).toBe(color);
    }
    await page.reload();
    expect(await theme.innerText()).toBe('Theme: dark');
    await theme.click();
    expect(await theme.innerText()).toBe('Theme: auto');
  });

  it.each(['light', 'dark'] as const)('has text that can be read on its ground, when %s', async (colorScheme) => {
    await page.emulateMedia({ colorScheme });
    await open();
    expect(await page.evaluate(LEAST_CONTRAST)).toBeGreaterThanOrEqual(4.5);
  });

  it('is tabbed through in the order of the page, each stop on the screen and marked', async () => {
    await open();
    const stops: string[] = [];
    for (let i = 0; i < 70; i += 1) {
      await page.keyboard.press('Tab');
      const wrong = await page.evaluate(WRONG_WITH_FOCUS);
      if (wrong !== '') stops.push(wrong as string);
    }
    expect(stops).toEqual([]);
    await page.evaluate('document.activeElement.blur(); window.scrollTo(0, 0)');
    await open();
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement.id')).toBe('main');
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.querySelector("main").contains(document.activeElement)')).toBe(true);
  });

  it('makes tables stops where they are wider than the screen, and shows that they go on', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open();
    const wide = (): Promise<string[]> => page.evaluate(WIDE_TABLES);
    const stops = (): Promise<string[]> => page.evaluate(TABLE_STOPS);
    await expect.poll(stops).toEqual(await wide());
    expect((await stops()).length).toBeLessThan(10);
    await page.setViewportSize({ width: 360, height: 640 });
    const keys = page.locator('[id="entity.Member"] .scroll').first();
    await expect.poll(stops).toEqual(await wide());
    expect((await stops()).length).toBeGreaterThan(10);
    expect(await keys.getAttribute('class')).toBe('scroll more');
    await keys.evaluate((node) => {
      node.scrollLeft = node.scrollWidth;
    });
    await expect.poll(() => keys.getAttribute('class')).toBe('scroll');
  });

  it.each(OTHER_SCHEMAS)('shows %s as compiled, light and dark, wide and narrow', async (schema) => {
    const { files, diagnostics } = compile(readFileSync(schema, 'utf8'), { file: schema, defaultOutput: true });
    const [, html = ''] = [...files].find(([path]) => path.endsWith('index.html')) ?? [];
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const width of [360, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        await show(html);
        expect(await overflow()).toBe(0);
        expect(await page.evaluate(LEAST_CONTRAST)).toBeGreaterThanOrEqual(4.5);
      }
    }
  });

  it('fits a narrow screen, with the contents behind a button', async () => {
    await page.setViewportSize({ width: 360, height: 640 });
    await open();
    expect(await overflow()).toBe(0);
    const nav = page.getByRole('navigation');
    expect(await nav.isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Contents' }).click();
    await nav.getByRole('link', { name: 'kiosk' }).click();
    expect(hash()).toBe('#role.kiosk');
    expect(await nav.isVisible()).toBe(false);
    await page.keyboard.press('/');
    expect(await nav.isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    expect(await nav.isVisible()).toBe(false);
  });

  it.each([...ADVERSARIAL, 'one-word'.repeat(60)])('shows %j as text', async (text) => {
    await open(modelWith(text));
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.locator('img, b, iframe').count()).toBe(0);
    const visible = text.replaceAll(
      /[\p{Cc}\p{Cf}\p{Cs}\u2028]/gu,
      (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
    const description = await page
      .locator('[id="type.Address"] p')
      .first()
      .evaluate((node) => node.textContent);
    expect(description).toBe(visible);
    for (const width of [1280, 360]) {
      await page.setViewportSize({ width, height: 800 });
      expect(await overflow()).toBe(0);
    }
  });
});

const TABLE_STOPS = `[...document.querySelectorAll('.scroll[tabindex="0"]')]
  .filter((place) => place.checkVisibility())
  .map((place) => place.ariaLabel)`;
const WIDE_TABLES = `[...document.querySelectorAll('.scroll')]
  .filter((place) => place.checkVisibility() && place.scrollWidth > place.clientWidth)
  .map((place) => place.ariaLabel)`;

/** Empty where the focus is behind the last one, on the screen, and to be seen. */
const WRONG_WITH_FOCUS = `(() => {
  const element = document.activeElement;
  const name = element.outerHTML.slice(0, 80);
  const previous = window.previousStop;
  window.previousStop = element;
  if (previous && !(previous.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING)) return 'before the last one: ' + name;
  const { top, bottom, left, right } = element.getBoundingClientRect();
  if (bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth) return 'not on the screen: ' + name;
  if (getComputedStyle(element).outlineStyle === 'none') return 'not marked: ' + name;
  return '';
})()`;

/** The least contrast of a text to what is behind it. Source: WCAG 2.2, relative luminance and contrast ratio. */
const LEAST_CONTRAST = `(() => {
  const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  const rgb = (color) => {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = (color) => {
    const [r, g, b] = [...rgb(color)].map((part) => (part /= 255) <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (color !== 'rgba(0, 0, 0, 0)') return color;
    }
    return 'white';
  };
  const ratios = [...document.querySelectorAll('body *')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true }))
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim() !== ''))
    .map((element) => [luminance(getComputedStyle(element).color), luminance(ground(element))].sort((a, b) => b - a))
    .map(([light, dark]) => (light + 0.05) / (dark + 0.05));
  if (ratios.length < 100) throw new Error('too few texts');
  return Math.min(...ratios);
})()`;
