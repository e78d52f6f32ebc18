// The floor: Node's own http, one named statement, the bytes as they lie; for writes, one row committed. Nothing that
// answers from PostgreSQL is quicker here.
import http from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const READ = { name: 'read', text: 'SELECT body FROM bench_floor WHERE id = $1' };
const WRITE = {
  name: 'write',
  text: 'WITH kept AS (INSERT INTO bench_written (body) SELECT body FROM bench_floor WHERE id = $1 RETURNING body) SELECT body FROM kept',
};

const server = http.createServer((request, response) => {
  const id = Number((request.url ?? '').split('/').at(-1));
  const answer = () =>
    pool.query({ ...(request.method === 'GET' ? READ : WRITE), values: [id] }, (error, found) => {
      if (error) return void response.writeHead(500).end();
      const body = found.rows[0]?.body ?? '';
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
      response.end(body);
    });
  if (request.method === 'GET') answer();
  else request.resume().on('end', answer);
});
server.listen(Number(process.env['PORT']), '127.0.0.1', () => process.send?.('ready'));
