import { execFile } from 'node:child_process';
import { chmod, chown, cp, mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { type Instruction, readCopy, readDockerfile, readWords, type Stage } from './dockerfile.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** An ordinary user, for whoever runs the tests as root. */
export const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** What the Dockerfile makes, without Docker: a folder that stands for the root of the last stage. */
export interface BuiltImage {
  folder: string;
  /** Inside the folder. */
  workdir: string;
  environment: Record<string, string>;
  command: string[];
  healthCheck: string[];
}

/** Carries out the steps as an ordinary user, each stage in an empty folder of its own. */
export async function buildImage(): Promise<BuiltImage> {
  const place = await mkdtemp(join(tmpdir(), 'nvc-image-'));
  await chmod(place, 0o755);
  const folders = new Map<string | null, string>();
  const stages = readDockerfile(new URL('../../deploy/Dockerfile', import.meta.url));
  let built: BuiltImage | null = null;
  for (const [index, stage] of stages.entries()) {
    const folder = join(place, String(index));
    await mkdir(folder);
    await own(folder);
    built = await buildStage(stage, folder, folders);
    folders.set(stage.name, folder);
  }
  if (built === null) throw new Error('nothing to build');
  return { ...built, folder: place };
}

async function buildStage(
  { instructions }: Stage,
  folder: string,
  others: ReadonlyMap<string | null, string>,
): Promise<BuiltImage> {
  const image: BuiltImage = { folder, workdir: folder, environment: {}, command: [], healthCheck: [] };
  for (const instruction of instructions) await carryOut(instruction, image, others);
  return image;
}

async function carryOut(
  { keyword, argument }: Instruction,
  image: BuiltImage,
  others: ReadonlyMap<string | null, string>,
): Promise<void> {
  switch (keyword) {
    case 'WORKDIR':
      image.workdir = join(image.folder, argument);
      await mkdir(image.workdir, { recursive: true });
      return own(image.workdir);
    case 'COPY':
      return copy(argument, image, others);
    case 'RUN':
      return run(argument, image);
    case 'ENV':
      for (const [, name = '', value = ''] of argument.matchAll(/(\w+)=(\S+)/g))
        image.environment[name] = value;
      return;
    case 'CMD':
      image.command = readWords(argument);
      return;
    case 'HEALTHCHECK':
      image.healthCheck = readWords(/ CMD (.+)$/.exec(argument)?.[1] ?? '[]');
      return;
    case 'USER':
    case 'VOLUME':
    case 'EXPOSE':
      return;
    default:
      throw new Error(`not understood: ${keyword}`);
  }
}

async function copy(argument: string, image: BuiltImage, others: ReadonlyMap<string | null, string>) {
  const { from, sources, target } = readCopy(argument);
  if (from === null) await refuseIgnored(sources);
  const origin = from === null ? root : others.get(from);
  if (origin === undefined) throw new Error(`no stage ${from}`);
  for (const source of sources) {
    const to = join(image.workdir, target, target.endsWith('/') ? basename(source) : '');
    await mkdir(dirname(to), { recursive: true });
    await cp(join(origin, source), to, { recursive: true, verbatimSymlinks: true });
  }
  await promisify(execFile)('chown', ['-R', ownerOf(), image.workdir]);
}

/** Docker does not see what `.dockerignore` leaves out. */
async function refuseIgnored(sources: readonly string[]): Promise<void> {
  const kept = (await readFile(join(root, '.dockerignore'), 'utf8')).split('\n');
  for (const source of sources)
    if (!kept.includes(`!${source}`)) throw new Error(`.dockerignore leaves out ${source}`);
}

/** In a container the whole file system is the image's; here only the folder is. */
async function run(command: string, { folder, workdir }: BuiltImage): Promise<void> {
  const user = process.env.USER ?? 'nobody';
  const here = command
    .replace(/ (\/\w+)$/, (_, path: string) => ` ${join(folder, path)}`)
    .replace('-o node -g node ', '');
  const { PATH = '' } = process.env;
  await promisify(execFile)('sh', ['-c', here], {
    ...nobody,
    cwd: workdir,
    env: { PATH, HOME: folder, USER: user, npm_config_cache: join(folder, '.npm') },
    maxBuffer: 64 * 1024 * 1024,
  });
}

async function own(path: string): Promise<void> {
  if (nobody.uid !== undefined) await chown(path, nobody.uid, nobody.gid);
}

function ownerOf(): string {
  return nobody.uid === undefined ? String(process.getuid?.() ?? '') : `${nobody.uid}:${nobody.gid}`;
}
