import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Client, connect, handClock } from './client.ts';

const clock = handClock();
let client: Client;
beforeAll(async () => {
  client = await connect({ now: clock.now });
});
afterAll(() => client.close());
beforeEach(async () => {
  await client.control('reset', {});
  await client.signIn();
});

const valid = {
  indicatorValue: '203.0.113.7',
  indicatorType: 'IpAddress',
  action: 'Block',
  title: 't',
  description: 'd',
};
const submit = (fields: Record<string, unknown> = {}) => client.post('/api/indicators', { ...valid, ...fields });

describe('submitting', () => {
  test('creates, then updates by value and type; application is set on creation only', async () => {
    const created = await submit({ application: 'first', severity: 'High' });
    expect([created.status, created.json.application, created.json.id]).toEqual([200, 'first', '996']);
    const updated = await submit({ application: 'second', title: 'new', indicatorValue: '203.0.113.7' });
    expect(updated.json).toMatchObject({ id: '996', application: 'first', title: 'new' });
    const listed = await client.get("/api/indicators?$filter=indicatorValue%20eq%20'203.0.113.7'");
    expect(listed.json.value).toHaveLength(1);
  });

  test.each<[string, Record<string, unknown>]>([
    ['InvalidInput', { indicatorValue: '203.0.113.0/24' }],
    ['InvalidInput', { indicatorValue: '2001:db8::1' }],
    ['InvalidInput', { indicatorValue: 'x', indicatorType: 'FileSha1' }],
    ['InvalidInput', { indicatorType: 'Bogus' }],
    ['InvalidInput', { indicatorType: 'constructor' }],
    ['InvalidInput', { action: 'BlockAndRemediate' }],
    ['InvalidInput', { indicatorValue: 'a'.repeat(40), indicatorType: 'CertificateThumbprint', action: 'Block' }],
    ['InvalidInput', { action: 'Audit' }],
    ['InvalidInput', { expirationTime: '2026-11-21T00:00:00Z' }],
    ['InvalidInput', { severity: 'Huge' }],
    ['InvalidInput', { educateUrl: 'https://x.example' }],
    ['InvalidRequestBody', { Title: 'x' }],
    ['InvalidRequestBody', { generateAlert: 'true' }],
    ['InvalidRequestBody', { rbacGroupNames: 'a,b' }],
    ['MissingRequiredParameter', { title: null }],
  ])('%s for %j', async (code, fields) => {
    const answer = await submit(fields);
    expect([answer.status, answer.json.error?.code]).toEqual([400, code]);
  });

  test.each<[Record<string, unknown>]>([
    [{ indicatorValue: '2001:0db8:0:0:0:0:0:1' }],
    [{ action: 'Audit', generateAlert: true }],
    [
      {
        indicatorValue: 'https://phish.example/a?b=c',
        indicatorType: 'Url',
        action: 'Warn',
        educateUrl: 'https://x.example',
      },
    ],
    [{ indicatorValue: 'bad.example', indicatorType: 'DomainName', rbacGroupNames: ['Servers'] }],
    [{ indicatorValue: 'A'.repeat(64), indicatorType: 'FileSha256', action: 'BlockAndRemediate' }],
    [{ expirationTime: '2026-12-01T00:00:00+01:00' }],
    [{ action: 'Audit', generateAlert: 'True' }],
    [{ generateAlert: 'False' }],
  ])('accepts %j', async (fields) => {
    expect((await submit(fields)).status).toBe(200);
  });

  test('creates two indicators for two pages of one host that differ in letter case', async () => {
    const page = (indicatorValue: string) => submit({ indicatorType: 'Url', indicatorValue });
    const [upper, lower, again] = [
      await page('https://evil.example/A'),
      await page('https://evil.example/a'),
      await page('https://EVIL.example/a'),
    ];
    expect(lower.json.id).not.toBe(upper.json.id);
    expect(again.json.id).toBe(lower.json.id);
  });

  test('an expired indicator is removed', async () => {
    const { json } = await submit({ expirationTime: '2026-11-22T04:00:00Z' });
    clock.advance(3599);
    await client.signIn();
    expect((await client.get('/api/indicators')).json.value[0].id).toBe(json.id);
    clock.advance(1);
    expect((await client.get('/api/indicators')).json.value[0].id).not.toBe(json.id);
    expect((await client.send('DELETE', `/api/indicators/${json.id}`)).status).toBe(404);
    clock.advance(-3600);
  });
});

describe('in bulk', () => {
  const items = (count: number, start = 0) =>
    Array.from({ length: count }, (_, index) => ({
      ...valid,
      indicatorValue: `10.${Math.floor((start + index) / 65536)}.${Math.floor((start + index) / 256) % 256}.${(start + index) % 256}`,
    }));

  test('an import is 200 and reports failures by item', async () => {
    const [good] = items(1);
    const answer = await client.post('/api/indicators/import', {
      Indicators: [good, { ...valid, action: 'Nope' }, 7, good],
    });
    expect(answer.status).toBe(200);
    expect(answer.json.value.map((item: { isFailed: boolean }) => item.isFailed)).toEqual([false, true, true, false]);
    expect(answer.json.value[0]).toEqual({ id: '996', indicator: '10.0.0.0', isFailed: false, failureReason: null });
    expect(answer.json.value[3].id).toBe('996');
    expect(answer.json.value[1]).toMatchObject({ id: null, failureReason: expect.stringContaining('Nope') });
  });

  test('an import accepts the fields of an entity on the page, and sets its creator itself', async () => {
    const item = { ...valid, action: 'Audit', generateAlert: 'True', createdByDisplayName: 'Ada' };
    const answer = await client.post('/api/indicators/import', { Indicators: [item] });
    expect(answer.json.value).toEqual([{ id: '996', indicator: '203.0.113.7', isFailed: false, failureReason: null }]);
    const [made] = (await client.get("/api/indicators?$filter=indicatorValue%20eq%20'203.0.113.7'")).json.value;
    expect(made).toMatchObject({ generateAlert: true, createdByDisplayName: 'SOAR integration' });
  });

  test.each([
    ['import', { Indicators: [] }, 400, 'InvalidInput'],
    ['import', { indicators: [] }, 400, 'InvalidRequestBody'],
    ['import', { Indicators: Array.from({ length: 501 }, () => valid) }, 400, 'MaximumBatchSizeExceeded'],
    ['BatchDelete', { IndicatorIds: [] }, 400, 'InvalidInput'],
    ['BatchDelete', { IndicatorIds: ['abc'] }, 400, 'InvalidInput'],
    ['batchdelete', { IndicatorIds: ['991', '12345'] }, 404, 'ResourceNotFound'],
  ])('%s is refused (%#)', async (path, body, status, code) => {
    const answer = await client.post(`/api/indicators/${path}`, body);
    expect([answer.status, answer.json.error.code]).toEqual([status, code]);
    expect((await client.get('/api/indicators')).json.value).toHaveLength(5);
  });

  test('a delete and a batch delete are 204 without a body', async () => {
    const one = await client.send('DELETE', '/api/indicators/991');
    expect([one.status, one.text, one.headers['content-length']]).toEqual([204, '', undefined]);
    expect((await client.send('DELETE', '/api/indicators/991')).status).toBe(404);
    expect((await client.post('/api/indicators/BatchDelete', { IndicatorIds: ['992', '993'] })).status).toBe(204);
    expect((await client.get('/api/indicators')).json.value).toHaveLength(2);
  });

  test('30 imports fill the tenant to its limit of 15,000', async () => {
    for (let start = 0; start < 15_000; start += 500) {
      const answer = await client.post('/api/indicators/import', { Indicators: items(500, start) });
      expect(answer.status).toBe(200);
    }
    const counted = await client.get('/api/indicators?$top=1&$count=true');
    expect(counted.json['@odata.count']).toBe(15_000);
    expect((await submit()).status).toBe(400);
    expect((await submit(items(1)[0])).status).toBe(200);
  });
});

test('a read of one indicator is refused as undocumented', async () => {
  const { json } = await client.get('/api/indicators/991');
  expect(json.error).toMatchObject({
    code: 'NotSimulated',
    message: expect.stringContaining('Microsoft documents no'),
  });
});

test('with Ti.ReadWrite alone an app reads and changes only its own indicators', async () => {
  await client.control('grants', { roles: ['Ti.ReadWrite'] });
  await client.signIn();
  expect((await client.get('/api/indicators')).json.value).toEqual([]);
  const { json } = await submit();
  expect((await client.get('/api/indicators')).json.value).toHaveLength(1);
  expect((await client.send('DELETE', '/api/indicators/991')).status).toBe(403);
  expect((await submit({ indicatorValue: '203.0.113.66' })).status).toBe(403);
  expect((await client.send('DELETE', `/api/indicators/${json.id}`)).status).toBe(204);
});
