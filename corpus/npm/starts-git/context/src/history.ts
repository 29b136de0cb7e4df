import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import execa from 'execa';

/** Pages under version control. */
export class History {
  private constructor(private readonly directory: string) {}

  static async open(directory: string): Promise<History> {
    await mkdir(directory, { recursive: true });
    await execa('git', ['init', '--quiet', directory]);
    return new History(directory);
  }

  async save(page: string, text: string): Promise<void> {
    await writeFile(join(this.directory, page), text);
    await this.git('add', page);
    await this.git('-c', 'user.name=wiki', '-c', 'user.email=wiki@localhost', 'commit', '-q', '-m', text);
  }

  async list(): Promise<string[]> {
    return (await this.git('log', '--format=%s')).split('\n');
  }

  private async git(...args: string[]): Promise<string> {
    const { stdout } = await execa('git', args, { cwd: this.directory });
    return stdout;
  }
}
