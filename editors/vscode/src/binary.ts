// Which gannhan is run: the user's by the setting, else the user's by PATH, else the one in the extension.
import { accessSync, chmodSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';

const NAME = process.platform === 'win32' ? 'gannhan.exe' : 'gannhan';

/** A program, and where it was found. */
export interface Binary {
  path: string;
  from: 'setting' | 'PATH' | 'extension';
}

/** What the setting names is not there. */
export class NotThere extends Error {
  constructor(readonly path: string) {
    super(path);
  }
}

/** Finds the program; `bundled` is the folder of the extension's own. */
export function find(setting: string, bundled: string, path = process.env.PATH ?? ''): Binary | undefined {
  const wanted = setting.trim().replace(/^~(?=[\\/]|$)/, homedir());
  if (wanted) {
    if (!isProgram(wanted)) throw new NotThere(wanted);
    return { path: wanted, from: 'setting' };
  }
  for (const folder of path.split(delimiter)) {
    // A relative folder in PATH would run what a workspace brings along.
    if (isAbsolute(folder) && isProgram(join(folder, NAME))) return { path: join(folder, NAME), from: 'PATH' };
  }
  const own = join(bundled, NAME);
  if (!isProgram(own)) makeExecutable(own);
  return isProgram(own) ? { path: own, from: 'extension' } : undefined;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** Some tools unpack extensions without their modes. */
function makeExecutable(path: string): void {
  try {
    chmodSync(path, 0o755);
  } catch {
    // It is not there, or not ours to change: then it is not found.
  }
}
