// What the sample projects of the city pack say: read from the pack, written down nowhere else.
import { readFileSync } from 'node:fs';

const FILE = new URL('../../packs/binzhou/sample/projects.toml', import.meta.url);

/** A sample project by its id: { title, code, answers: {…}, form: {…}, gate: {…} }. */
export function sampleProject(id) {
  const project = projects().find(project => project.id === id);
  if (!project) throw new Error(`the pack has no sample project ${id}`);
  return project;
}

// The little of TOML that the file uses: tables, and a value a line.
function projects() {
  const all = [];
  let into = null;
  for (const line of readFileSync(FILE, 'utf8').split('\n').map(line => line.trim())) {
    const part = /^\[project\.(\w+)\]$/.exec(line)?.[1];
    const [, key, value] = /^(\w+)\s*=\s*(.+)$/.exec(line) ?? [];
    if (line === '[[project]]') all.push(into = {});
    else if (part) into = all.at(-1)[part] = {};
    else if (key && into) into[key] = JSON.parse(value);
  }
  return all;
}
