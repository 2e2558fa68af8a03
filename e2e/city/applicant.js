// Somebody who applies: a person, or somebody acting for an enterprise.
import { pdf } from './papers.js';

class Applicant {
  constructor(page) {
    this.page = page;
  }

  /** Opens one of the own applications. */
  async follows(application) {
    await this.page.goto(application.address);
    return this;
  }

  /** The sentence that says where it stands. */
  async standing() { return this.page.locator('#now').innerText(); }
}

export class Person extends Applicant {
  constructor(page, signInName) {
    super(page);
    this.signInName = signInName;
  }

  async signIn() {
    await this.page.goto('/sign-in');
    await this.page.locator(`button[name=sample][value^="${this.signInName}@person"]`).click();
    await this.page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
    return this;
  }
}

export class Enterprise extends Applicant {
  constructor(page, name, signInName) {
    super(page);
    this.name = name;
    this.signInName = signInName;
  }

  async signIn() {
    await this.page.goto('/sign-in');
    const group = this.page.locator('p', { hasText: this.name }).locator('+ ul');
    await group.locator(`button[value^="${this.signInName}@enterprise:"]`).click();
    await this.page.waitForURL(url => !url.pathname.startsWith('/sign-in'));
    return this;
  }
}
