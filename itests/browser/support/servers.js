// Directories a company has: slapd, a Samba domain controller, and accounts of this host in a namespace of their own. Each
// holds the same people: Alice and Bob, the group Staff, the group Managers with Bob in it; where groups can nest, Staff holds
// Alice and Managers, else Alice and Bob. Carol is in no group.
import { execFileSync, spawn } from 'node:child_process';
import { appendFileSync, chmodSync, copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, until } from './product.js';

export const PASSWORD = 'Us3r-Pass!x four horses';
const SERVICE_PASSWORD = 'Serv1ce-Pass!x';
const PEOPLE = { alice: 'Alice Archer', bob: 'Robert Baker', carol: 'Carol Lind' };

const listens = port => new Promise(resolve => {
  const socket = connect(port, '127.0.0.1', () => { socket.destroy(); resolve(true); });
  socket.once('error', () => resolve(false));
});

function folder(name) {
  return mkdtempSync(join(tmpdir(), `sallyport-${name}-`));
}

function openssl(...args) {
  execFileSync('openssl', args, { stdio: 'pipe' });
}

/** A certificate for 127.0.0.1 and the authority that signed it. */
function certificate(at) {
  const file = name => join(at, name);
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=Test authority', '-keyout', file('ca.key'), '-out', file('ca.pem'));
  openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=127.0.0.1', '-keyout', file('server.key'), '-out', file('server.csr'));
  writeFileSync(file('san'), 'subjectAltName=IP:127.0.0.1\n');
  openssl('x509', '-req', '-days', '2', '-in', file('server.csr'), '-CA', file('ca.pem'), '-CAkey', file('ca.key'), '-CAcreateserial',
    '-extfile', file('san'), '-out', file('server.pem'));
  chmodSync(file('server.key'), 0o600);
}

/** A daemon in the foreground; ended by signal, and waited for. */
async function daemon(command, args, port, options = {}) {
  const child = spawn(command, args, { stdio: ['pipe', 'ignore', 'ignore'], ...options });
  let over = false;
  const exited = new Promise(resolve => child.once('exit', resolve)).then(() => { over = true; });
  await until(`${command} listens`, async () => {
    if (over) {
      throw new Error(`${command} ended at its start`);
    }
    return listens(port);
  });
  return {
    async stop() {
      child.kill('SIGTERM');
      await exited;
      await until(`${command} is gone`, async () => !await listens(port));
    },
  };
}

/** Both realms: the one that Sallyport keeps itself, and the company's. */
export function realms(home, file, lines) {
  mkdirSync(join(home, 'conf'), { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'conf', file), lines.join('\n') + '\n');
  writeFileSync(join(home, 'conf', 'org.sallyport.core.cfg'), `realms = local, corp
store.target = (sallyport.name=embedded)
sealer.target = (sallyport.name=default)
engine.target = (sallyport.name=totp)
keyUris.target = (sallyport.name=totp)
`);
}

function ldap(home, server, lines) {
  copyFileSync(join(server.at, 'ca.pem'), join(server.at, 'authority.pem'));
  writeFileSync(join(server.at, 'service.password'), SERVICE_PASSWORD + '\n', { mode: 0o600 });
  realms(home, 'org.sallyport.directory.ldap-corp.cfg', ['sallyport.realm = corp', `servers = ${server.url}`,
    `ca.file = ${join(server.at, 'authority.pem')}`, `bind.password.file = ${join(server.at, 'service.password')}`, ...lines]);
}

export async function openLdap() {
  const at = folder('slapd');
  certificate(at);
  mkdirSync(join(at, 'db'));
  const base = 'dc=example,dc=test';
  writeFileSync(join(at, 'slapd.conf'), `${['core', 'cosine', 'nis', 'inetorgperson'].map(name => `include /etc/ldap/schema/${name}.schema`).join('\n')}
modulepath /usr/lib/ldap
moduleload back_mdb
moduleload memberof
pidfile ${at}/slapd.pid
TLSCACertificateFile ${at}/ca.pem
TLSCertificateFile ${at}/server.pem
TLSCertificateKeyFile ${at}/server.key
database mdb
suffix "${base}"
rootdn "cn=service,${base}"
rootpw ${SERVICE_PASSWORD}
directory ${at}/db
maxsize 16777216
index objectClass,uid,cn,member,memberOf,entryUUID eq
overlay memberof
memberof-dangling ignore
`);
  const people = Object.entries(PEOPLE).map(([uid, cn]) => `dn: uid=${uid},${base}
objectClass: inetOrgPerson
uid: ${uid}
cn: ${cn}
sn: ${cn.split(' ')[1]}
mail: ${uid}@example.test
userPassword: ${PASSWORD}
`);
  const group = (cn, ...members) => `dn: cn=${cn},${base}
objectClass: groupOfNames
cn: ${cn}
${members.map(member => `member: ${member},${base}\n`).join('')}`;
  writeFileSync(join(at, 'all.ldif'), [`dn: ${base}
objectClass: domain
dc: example
`, ...people, group('Managers', 'uid=bob'), group('Staff', 'uid=alice', 'cn=Managers')].join('\n'));
  execFileSync('/usr/sbin/slapadd', ['-q', '-f', join(at, 'slapd.conf'), '-l', join(at, 'all.ldif')], { stdio: 'pipe' });
  const port = await freePort();
  const run = () => daemon('/usr/sbin/slapd', ['-d', '0', '-f', join(at, 'slapd.conf'), '-h', `ldap://127.0.0.1:${port}`], port);
  let running = await run();
  const server = { name: 'OpenLDAP', at, url: `ldap://127.0.0.1:${port}`, logins: { bob: ['bob', 'corp\\bob'] } };
  server.configure = home => ldap(home, server, ['preset = openldap', `base.dn = ${base}`, `bind.dn = cn=service,${base}`]);
  server.interrupt = () => running.stop();
  server.resume = async () => { running = await run(); };
  server.stop = async () => {
    await running.stop();
    rmSync(at, { recursive: true, force: true });
  };
  return server;
}

export async function activeDirectory() {
  const at = folder('samba');
  const port = 389;
  if (await listens(port)) {
    throw new Error('a domain controller listens at fixed ports, and 389 is taken');
  }
  writeFileSync(join(at, 'dc.conf'), '[global]\n');
  const tool = (...args) => execFileSync('samba-tool', args, { stdio: 'pipe' });
  tool('domain', 'provision', `--configfile=${at}/dc.conf`, '--realm=AD.EXAMPLE.TEST', '--domain=EXAMPLE', '--server-role=dc', '--dns-backend=NONE',
    '--adminpass=Passw0rd!x', '--host-name=dc1', '--host-ip=127.0.0.1', '--use-rfc2307', `--targetdir=${at}/dc`, '--option=interfaces=lo',
    '--option=bind interfaces only=yes', '--option=vfs objects=dfs_samba4 acl_xattr xattr_tdb');
  certificate(at);
  const conf = join(at, 'dc', 'etc', 'smb.conf');
  const file = readFileSync(conf, 'utf8').replace('[global]', `[global]
\tinterfaces = 127.0.0.1
\tbind interfaces only = yes
\tserver services = ldap, cldap, kdc
\tdcerpc endpoint servers = none
\tpid directory = ${at}/dc
\tlog file = ${at}/dc/log
\tncalrpc dir = ${at}/dc/ncalrpc
\ttls keyfile = ${at}/server.key
\ttls certfile = ${at}/server.pem
\ttls cafile = ${at}/ca.pem`);
  writeFileSync(conf, file);
  const manage = (...args) => tool(...args, '-s', conf, '-H', join(at, 'dc', 'private', 'sam.ldb'));
  manage('user', 'create', 'sallyport', SERVICE_PASSWORD);
  for (const [name, display] of Object.entries(PEOPLE)) {
    const [given, sur] = display.split(' ');
    manage('user', 'create', name, PASSWORD, `--given-name=${given}`, `--surname=${sur}`);
  }
  for (const [group, members] of [['Managers', 'bob'], ['Staff', 'alice,Managers']]) {
    manage('group', 'add', group);
    manage('group', 'addmembers', group, members);
  }
  const run = () => daemon('/usr/sbin/samba', ['-i', '-M', 'single', '-s', conf], port);
  let running = await run();
  const base = 'DC=ad,DC=example,DC=test';
  const server = { name: 'Active Directory', at, url: 'ldap://127.0.0.1', logins: { bob: ['EXAMPLE\\bob', 'bob@ad.example.test'] } };
  server.configure = home => ldap(home, server, ['preset = active-directory', `base.dn = ${base}`, `bind.dn = CN=sallyport,CN=Users,${base}`,
    'domain = EXAMPLE', 'upn.suffixes = ad.example.test']);
  server.interrupt = () => running.stop();
  server.resume = async () => { running = await run(); };
  server.stop = async () => {
    await running.stop();
    rmSync(at, { recursive: true, force: true });
  };
  return server;
}

/** Accounts that only what runs `inside` sees: copies of the host's files with more lines, in a mount namespace of its own. */
export function thisHost(pamService) {
  const at = folder('host');
  const copy = name => copyFileSync(join('/etc', name), join(at, name));
  ['passwd', 'shadow', 'group'].forEach(copy);
  chmodSync(join(at, 'shadow'), 0o640);
  cpSync('/etc/pam.d', join(at, 'pam.d'), { recursive: true });
  copyFileSync(pamService, join(at, 'pam.d', 'sallyport'));
  const hash = execFileSync('openssl', ['passwd', '-6', '-stdin'], { input: PASSWORD + '\n', encoding: 'utf8' }).trim();
  Object.entries(PEOPLE).forEach(([name, display], index) => {
    const id = 51000 + index;
    appendFileSync(join(at, 'passwd'), `${name}:x:${id}:${id}:${display}:/nonexistent:/bin/bash\n`);
    appendFileSync(join(at, 'shadow'), `${name}:${hash}:20000:0:99999:7:::\n`);
    appendFileSync(join(at, 'group'), `${name}:x:${id}:\n`);
  });
  appendFileSync(join(at, 'group'), 'Staff:x:51100:alice,bob\nManagers:x:51101:bob\n');
  const mounts = ['passwd', 'shadow', 'group', 'pam.d'].map(name => `mount --bind ${at}/${name} /etc/${name}`).join(' && ');
  return {
    name: 'accounts of this host',
    logins: { bob: ['bob', 'corp\\bob'] },
    inside: ['unshare', '-m', '--propagation', 'private', 'sh', '-c', `${mounts} && exec "$@"`, 'sh'],
    configure: home => realms(home, 'org.sallyport.directory.unix-corp.cfg', ['sallyport.realm = corp', 'pam.service = sallyport']),
    stop: async () => rmSync(at, { recursive: true, force: true }),
  };
}
