// Files as people have them on their desks.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const VERIFIER = fileURLToPath(new URL('../../docs/evidence/verify.mjs', import.meta.url));
const PROOFS_MS_MAX = 30_000;

/** A real one-page PDF that says something. */
export function pdf(name, words = 'a paper of the sample city') {
  const content = `BT /F1 18 Tf 72 760 Td (${words.replace(/[()\\]/g, ' ')}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = text.length;
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n`;
  text += places.map(place => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  text += `trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${table}\n%%EOF\n`;
  return { name: `${name}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(text, 'latin1') };
}

/** A program that calls itself a PDF. */
export function executableNamedPdf(name) {
  const buffer = Buffer.alloc(4096);
  buffer.write('\x7fELF\x02\x01\x01', 'latin1');
  return { name: `${name}.pdf`, mimeType: 'application/pdf', buffer };
}

/** The words of the PDF behind a link, as pdftotext reads them. */
export async function wordsOfPdf(page, link) {
  const address = await page.getByRole('link', { name: link }).getAttribute('href');
  const answer = await page.request.get(address);
  assert.equal(answer.status(), 200, address);
  assert.match(answer.headers()['content-type'], /^application\/pdf/);
  return execFileSync('pdftotext', ['-layout', '-', '-'], { input: await answer.body(), encoding: 'utf8' });
}

/** The evidence that the receipt on a page offers, once a signed head proves it. */
export async function provenEvidence(page) {
  const address = await page.getByRole('link', { name: '下载存证凭据' }).getAttribute('href');
  const deadline = Date.now() + PROOFS_MS_MAX;
  for (;;) {
    const answer = await page.request.get(address);
    assert.equal(answer.status(), 200, address);
    assert.match(answer.headers()['content-disposition'], /^attachment; filename="evidence-.*\.json"$/);
    const evidence = await answer.json();
    if (evidence.head) return evidence;
    assert.ok(Date.now() < deadline, 'no signed head proves it');
  }
}

/** What a verifier that shares no code with the program says of evidence. */
export function verifiedAlone(evidence, key) {
  const folder = mkdtempSync(path.join(tmpdir(), 'evidence-'));
  try {
    const file = path.join(folder, 'evidence.json');
    writeFileSync(file, JSON.stringify(evidence));
    return execFileSync('node', [VERIFIER, file, key], { encoding: 'utf8' });
  } finally {
    rmSync(folder, { recursive: true });
  }
}
