import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { describeError } from './describe-error.ts';

const CANARY = 'kanari7f3a91';
const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
/** As the driver makes them: the row and the statement's values are beside the message. */
const fromPostgres = (message: string, code: string) =>
  Object.assign(new Error(message), {
    code,
    severity: 'ERROR',
    detail: `Failing row contains (1, ${CANARY}).`,
    where: `unnamed portal parameter $1 = '${CANARY}'`,
    parameters: [CANARY],
    query: `SELECT '${CANARY}'`,
    table: 'page_revision',
    constraint: 'page_revision_check',
  });

describe('an error in the log', () => {
  it('says of the database which rule was broken, and never by what', () => {
    const told = describeError(fromPostgres('new row violates check constraint "page_revision_check"', '23514'));
    expect(told).toMatchObject({
      code: '23514',
      table: 'page_revision',
      constraint: 'page_revision_check',
      message: expect.stringContaining('violates'),
    });
    expect(JSON.stringify(told)).not.toContain(CANARY);
  });

  it.each([
    ['a value that the database cannot read', fromPostgres(`invalid input syntax for type uuid: "${CANARY}"`, '22P02')],
    ['JSON that cannot be read', thrownBy(() => JSON.parse(CANARY))],
    ['a field that is wrong', thrownBy(() => z.object({ name: z.number() }).parse({ name: CANARY }, { reportInput: true }))],
    ['keys that are not known', thrownBy(() => z.strictObject({}).parse({ [CANARY]: 1 }))],
    ['a document that cannot stand', new RangeError(`Invalid content for node doc: <text("${CANARY}")>`)],
    ['what caused it', new Error('The page was not stored', { cause: fromPostgres(`invalid: "${CANARY}"`, '22P02') })],
    ['something thrown that is no error', CANARY],
  ])('keeps silent about %s', (_, error) => {
    expect(JSON.stringify(describeError(error))).not.toContain(CANARY);
  });

  it('says where it was thrown', () => {
    expect(describeError(new Error('lost'))).toMatchObject({
      type: 'Error',
      message: 'lost',
      stack: expect.stringContaining('describe-error.spec'),
    });
  });
});
