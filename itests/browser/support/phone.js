// Authenticator programs that know nothing of Sallyport, and an eye that reads QR codes off a screenshot.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as OTPAuth from 'otpauth';

const STEP_S = 30;

function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'sallyport-phone-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The code `steps` time steps from now. */
export function oathtool(key, steps = 0) {
  const at = Math.floor(Date.now() / 1000) + steps * STEP_S;
  return execFileSync('oathtool', ['--totp', '-b', '--now', `@${at}`, key], { encoding: 'utf8' }).trim();
}

export function otpauth(uri, steps = 0) {
  return OTPAuth.URI.parse(uri).generate({ timestamp: Date.now() + steps * STEP_S * 1000 });
}

/** KeePassXC shows the code of now only. */
export function keepassxc(uri) {
  return inFolder(folder => {
    const xml = join(folder, 'entry.xml');
    const database = join(folder, 'phone.kdbx');
    const escaped = uri.replace(/&/g, '&amp;').replace(/</g, '&lt;');
    writeFileSync(xml, `<?xml version="1.0" encoding="utf-8"?><KeePassFile><Meta><Generator>test</Generator></Meta><Root><Group>
<UUID>AAAAAAAAAAAAAAAAAAAAAA==</UUID><Name>Root</Name><Entry><UUID>AAAAAAAAAAAAAAAAAAAAAQ==</UUID>
<String><Key>Title</Key><Value>entry</Value></String><String><Key>otp</Key><Value>${escaped}</Value></String></Entry></Group></Root></KeePassFile>`);
    const keepass = (args, input) => execFileSync('keepassxc-cli', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
    keepass(['import', '-q', '-p', xml, database], 'phone\nphone\n');
    return keepass(['show', '-q', '-t', database, 'entry'], 'phone\n').trim();
  });
}

/** What a camera sees on a screenshot. */
export function readQr(png) {
  return inFolder(folder => {
    const file = join(folder, 'screen.png');
    writeFileSync(file, png);
    return execFileSync('zbarimg', ['--raw', '-q', '--set', '*.enable=0', '--set', 'qrcode.enable=1', file], { encoding: 'utf8' }).trim();
  });
}

/** What several programs show within one time step. */
export function withinOneStep(shown) {
  const step = () => Math.floor(Date.now() / 1000 / STEP_S);
  for (;;) {
    const before = step();
    const codes = shown();
    if (step() === before) {
      return codes;
    }
  }
}
