import express from 'express';
import { expect, test } from 'vitest';
import { warmUp } from '../src/http/warm-up.ts';

test('N6: a service asks itself each question before others may, with its body, and no trace is begun for it', async () => {
  const heard: string[] = [];
  const app = express().use(express.json());
  app.post('/search', (request, response) => {
    heard.push(`${request.body.query} ${request.get('traceparent')?.slice(-2)}`);
    response.json({});
  });
  const questions = ['pain', 'lait'].map((query) => ({
    method: 'POST' as const,
    path: '/search',
    body: { query },
  }));
  expect(await warmUp(app, questions)).toBe(2);
  expect(heard.sort()).toEqual(['lait 00', 'pain 00']);
});

test('N5: a question that breaks off, or is refused, keeps no service from starting', async () => {
  const app = express();
  app.get('/breaks', (_request, response) => void response.destroy());
  const ask = (path: string) => ({ method: 'GET' as const, path });
  const refused = Array.from({ length: 30 }, () => ask('/nowhere'));
  expect(await warmUp(app, [ask('/breaks'), ...refused])).toBe(30);
  expect(await warmUp(app, [])).toBe(0);
});
