// Somebody who has not signed in.
export class Visitor {
  constructor(page) {
    this.page = page;
  }

  async visits(address) {
    return this.page.goto(address);
  }

  /** The words of the page a visitor sees for a number and its query code. */
  async looksUp({ number, code }) {
    await this.page.goto('/status');
    await this.page.fill('#number', number);
    await this.page.fill('#code', code);
    await this.page.getByRole('button', { name: '查进度' }).click();
    await this.page.waitForLoadState();
    return this.page.locator('main').innerText();
  }

  /** The words of the page that checks evidence. */
  async checksEvidence(evidence) {
    await this.page.goto('/log');
    const buffer = Buffer.from(JSON.stringify(evidence));
    await this.page.setInputFiles('#evidence', { name: 'evidence.json', mimeType: 'application/json', buffer });
    await this.page.getByRole('button', { name: '核验' }).click();
    await this.page.getByRole('link', { name: '核验另一份' }).waitFor();
    return this.page.locator('main').innerText();
  }

  /** The words of the public check page of a document. */
  async verifies({ number, code }) {
    await this.page.goto(`/verify/${number}/${code}`);
    return this.page.locator('main').innerText();
  }
}
