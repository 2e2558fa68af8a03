// A sample city and the people in it, each with a browser of their own.
import { chromium } from 'playwright-core';

import { Enterprise, Person } from './applicant.js';
import { Organ } from './organ.js';
import { startServer } from './server.js';
import { Visitor } from './visitor.js';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const PATIENCE_MS = Number(process.env.PATIENCE_MS ?? 30_000);

export async function openCity() {
  const server = await startServer();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu'] });
  return new City(server, browser);
}

class City {
  #server;
  #browser;
  #organs = new Map();
  #troubles = [];

  constructor(server, browser) {
    this.#server = server;
    this.#browser = browser;
  }

  get address() { return this.#server.address; }

  /** Broken pages and scripts, and errors that the program reported, each once. */
  get troubles() {
    const reported = this.#server.said().replace(/\x1b\[\d*m/g, '').split('\n').filter(line => /\bERROR\b|panicked/.test(line));
    return [...new Set([...this.#troubles, ...reported.map(line => line.replace(/^\S+Z\s+/, ''))])];
  }

  /** Somebody at a browser of their own; broken pages and scripts are remembered as troubles. */
  async newPage(who) {
    const context = await this.#browser.newContext({ baseURL: this.address, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', viewport: { width: 1280, height: 900 }, acceptDownloads: true });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    page.on('pageerror', error => this.#troubles.push(`${who}: script on ${page.url()}: ${error.message}`));
    page.on('console', message => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) this.#troubles.push(`${who}: console on ${page.url()}: ${message.text()}`);
    });
    page.on('response', answer => {
      if (answer.status() >= 500) this.#troubles.push(`${who}: ${answer.status()} ${answer.request().method()} ${answer.url()}`);
    });
    return page;
  }

  /** Every page that somebody has open. */
  pages() { return this.#browser.contexts().flatMap(context => context.pages()); }

  async visitor() {
    return new Visitor(await this.newPage('visitor'));
  }

  /** Somebody who acts for an enterprise: `enterprise('渤海铝业有限公司', 'lijianguo')`. */
  async enterprise(name, signInName) {
    const enterprise = new Enterprise(await this.newPage(name), name, signInName);
    await enterprise.signIn();
    return enterprise;
  }

  async person(signInName) {
    const person = new Person(await this.newPage(signInName), signInName);
    await person.signIn();
    return person;
  }

  /** An organ with the people of its posts: `organ('shengtai-371625').opinion(…)`. */
  organ(id) {
    if (!this.#organs.has(id)) this.#organs.set(id, new Organ(this, id));
    return this.#organs.get(id);
  }

  /** Every organ of a county, whatever comes to its desk. */
  organs(ids) {
    return ids.map(id => this.organ(id));
  }

  /** Lets working days pass: 1, 3, 5 or 10. */
  async letPass(days) {
    const page = await this.newPage('clock');
    await page.goto('/demo/clock');
    await page.locator(`button[name=days][value="${days}"]`).click();
    await page.waitForLoadState();
    await page.context().close();
  }

  async close() {
    await this.#browser.close();
    await this.#server.stop();
  }
}
