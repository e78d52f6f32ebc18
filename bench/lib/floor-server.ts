// The floor: Node's own http, one named statement, the bytes as they lie. Nothing that answers from PostgreSQL is quicker here.
import http from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const server = http.createServer((request, response) => {
  const id = Number((request.url ?? '').split('/').at(-1));
  pool.query({ name: 'floor', text: 'SELECT body FROM bench_floor WHERE id = $1', values: [id] }, (error, found) => {
    if (error) return void response.writeHead(500).end();
    const body = found.rows[0]?.body ?? '';
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
    response.end(body);
  });
});
server.listen(Number(process.env['PORT']), '127.0.0.1', () => process.send?.('ready'));
