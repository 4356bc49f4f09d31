import { expect, test } from 'vitest';
import { componentsOf, holesIn } from './bill-of-materials.ts';

const component = { name: 'express', version: '5.3.0', purl: 'pkg:npm/express@5.3.0' };
const bill = (components: object[]) => JSON.stringify({ bomFormat: 'CycloneDX', components });

test('N6: a bill of materials names each component whole, or is none', () => {
  expect(componentsOf(bill([component, component]))).toBe(2);
  for (const bad of [bill([]), bill([component, { name: 'nameless' }]), '{}'])
    expect(() => componentsOf(bad)).toThrow('no whole bill');
});

test.each([
  ['{"metadata":{"vulnerabilities":{"high":0,"total":0}}}', 'no known hole'],
  ['{"metadata":{"vulnerabilities":{"low":1,"high":2,"total":3}}}', 'warning: known holes: 1 low, 2 high'],
  ['{"message":"request failed"}', 'warning: nobody could be asked'],
  ['', 'warning: nobody could be asked'],
])('N6: what an audit says is told in a line: %s', (text, line) => {
  expect(holesIn(text)).toContain(line);
});
