// What the page looks like: every main screen at three widths, in two themes and two languages, kept as pictures. A screen that
// scrolls sideways fails, and so does one in which the automatic checks find anything.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { check } from './kit/access.mjs';
import { picture as drawing } from './kit/files.mjs';
import { tell } from './kit/house.mjs';
import { reach, settle, throughTheApi } from './kit/people.mjs';

const SIZES = [[1280, 800], [820, 1100], [390, 844]];
const PLAN = '# Friday plan\n\n1. Finish the **message list**\n2. Look at ~off-topic\n3. Ship it :rocket:\n\n- [x] icons\n- [ ] sounds\n\n```ts\nexport const send = (post: Post) => api.createPost(post);\n```\n\n| what | who |\n|---|---:|\n| list | amy |\n| 목록 | 민주 |';
/** Who looks, and in which language. */
const PEOPLE = [['noor', 'en-US'], ['haneul', 'ko-KR']];

/** What was talked about before anybody looks. */
async function fill(url) {
  const amy = await throughTheApi(url, 'amy');
  const [team] = await amy.call('GET', '/users/me/teams');
  const account = { password: 'a-warm-fire-1' };
  await amy.call('POST', '/users', { ...account, username: 'minju', email: 'minju@example.com', first_name: '민주', last_name: '박', position: '목록 담당 — 스크롤과 글자', locale: 'ko' });
  await amy.call('POST', '/users', { ...account, username: 'christopher-longfellow', email: 'chris@example.com', first_name: 'Christopher', last_name: 'Longfellow' });
  for (const [username, locale] of PEOPLE) await amy.call('POST', '/users', { ...account, username, email: `${username}@example.com`, locale: locale.slice(0, 2) });
  const users = Object.fromEntries((await amy.call('GET', '/users?per_page=60')).map((each) => [each.username, each]));
  for (const name of ['minju', 'christopher-longfellow']) await amy.call('POST', `/teams/${team.id}/members`, { team_id: team.id, user_id: users[name].id });
  const channel = (name) => amy.call('GET', `/teams/${team.id}/channels/name/${name}`);
  const open = (name, display_name, more) => amy.call('POST', '/channels', { team_id: team.id, name, display_name, type: 'O', ...more });
  const square = await channel('town-square');
  await amy.call('PUT', `/channels/${square.id}/patch`, { header: 'Everybody is here — 모두가 함께 쓰는 곳입니다. https://example.com/house-rules' });
  const garden = await open('garden', '텃밭 — 봄에 심을 것과 씨앗 나누기, 그리고 물 주는 차례', { purpose: '무엇을 언제 심을지 이야기합니다. Seeds, tools and turns at watering, all the year round.' });
  for (const name of ['minju', 'christopher-longfellow']) await amy.call('POST', `/channels/${garden.id}/members`, { user_id: users[name].id });
  await open('kiln', 'Kiln, glaze and firing schedule for the whole year', { purpose: 'When it is hot, and who watches it.' });
  await open('reading', '책 읽는 모임');
  return { amy, team, users, square, topic: await channel('off-topic'), garden, minju: await throughTheApi(url, 'minju'), chris: await throughTheApi(url, 'christopher-longfellow') };
}

/** What they talk about in the square. */
async function talk({ amy, minju, chris, square, topic }) {
  const post = (who, channel, message, more = {}) => who.call('POST', '/posts', { channel_id: channel.id, message, ...more });
  await post(minju, square, PLAN);
  const form = new FormData();
  form.append('channel_id', square.id);
  const stove = drawing('stove.png', 640, 360);
  form.append('files', new Blob([stove.buffer], { type: stove.mimeType }), stove.name);
  form.append('files', new Blob(['…'], { type: 'text/plain' }), '회의록 — 봄 계획과 나무 사기, 아주 긴 이름의 파일.txt');
  const sent = await amy.call('POST', '/files', form);
  await post(amy, square, 'This is how it stands now:', { file_ids: sent.file_infos.map(({ id }) => id) });
  const root = await post(minju, square, '@amy 스크롤이 위로 갈 때 자리가 그대로예요. **"정말"**로 부드럽네요! https://example.com/notes');
  await post(amy, square, 'Nice, thank you! How did you measure it?', { root_id: root.id });
  await post(minju, square, '기록을 떠서 프레임을 셌어요. 오래된 노트북에서도 끊기지 않았습니다.', { root_id: root.id });
  for (const [who, emoji] of [[amy, 'tada'], [chris, 'tada'], [amy, 'fire'], [chris, '+1']]) await who.call('POST', '/reactions', { user_id: who.me.id, post_id: root.id, emoji_name: emoji });
  await post(chris, square, '> 자리가 그대로예요\n\nAnd it holds on a phone as well. `virtua` keeps what is being read where it is, whatever comes in above.');
  await post(amy, topic, 'Who brings bread tomorrow? 내일 빵은 누가 가져오나요?');
  await minju.call('PUT', '/users/me/status/custom', { emoji: 'fire', text: '가마 앞에서 기다리는 중' });
}

/** Somebody comes in: they are written to, and have something of their own on the way. */
async function meet({ amy, minju, chris, square, topic, garden, team, users }, url, username) {
  const user_id = users[username].id;
  await amy.call('POST', `/teams/${team.id}/members`, { team_id: team.id, user_id });
  await amy.call('POST', `/channels/${garden.id}/members`, { user_id });
  const one = await throughTheApi(url, username);
  const mine = await one.call('POST', '/posts', { channel_id: garden.id, message: 'Can somebody look after the kiln on Sunday? 일요일에 가마를 봐 주실 분 계신가요?' });
  await chris.call('POST', '/posts', { channel_id: garden.id, root_id: mine.id, message: `@${username} I can, until six. 그다음은 민주 님이 봐 주신대요.` });
  await minju.call('POST', '/posts', { channel_id: topic.id, message: `@${username} 씨앗이 왔어요. 봉투는 선반 위에 두었습니다.` });
  const direct = await minju.call('POST', '/channels/direct', [minju.me.id, user_id]);
  await minju.call('POST', '/posts', { channel_id: direct.id, message: '저녁에 시간 있어요?' });
  await one.call('POST', '/drafts', { channel_id: topic.id, message: '빵은 제가 가져갈게요. Rye, or the white one with', user_id, root_id: '' });
  await one.call('POST', '/posts/schedule', { channel_id: square.id, user_id, message: 'Good morning! 오늘은 가마가 뜨거우니 조심하세요.', scheduled_at: Date.now() + 20 * 3_600_000 });
  await one.call('PUT', '/users/me/status/custom', { emoji: 'seedling', text: '텃밭에 있어요' });
  if (username === 'haneul') await one.call('PUT', '/users/me/preferences', [{ user_id, category: 'display_settings', name: 'name_format', value: 'full_name' }]);
}

/** What reaches over the right or left edge, or makes the page scroll sideways. */
function outside() {
  const parts = ['main', '[role="main"]', '[role="complementary"]', 'aside', '[role="dialog"]', '[role="option"]', '[role="dialog"] button', '.channel-head > *'];
  const seen = [...document.querySelectorAll(parts)].map((each) => [each, each.getBoundingClientRect()]).filter(([, box]) => box.width > 0);
  const out = seen.filter(([each, { left, right }]) => (left < -1 || right > innerWidth + 1) && !each.closest('.settings-nav, .unseen'));
  return [document.documentElement.scrollWidth > innerWidth ? 'the page' : [], out.map(([each]) => each.outerHTML.slice(0, 120))].flat();
}

/** Looks at what is on screen, in every size and both themes. */
async function look(page, name, picture, sizes = SIZES) {
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    for (const theme of ['light', 'dark']) {
      await page.evaluate((chosen) => (document.documentElement.dataset.theme = chosen), theme);
      await picture(page, `${name}-${page.language}-${width}-${theme}`);
      // The other theme changes nothing but the colours, and they are the same at every width.
      const where = `${name} in ${page.language}, ${width} px, ${theme}`;
      if (theme === 'light') await check(page, where);
      else if (width === sizes[0][0]) await check(page, where, ['color-contrast']);
    }
    assert.deepEqual(await page.evaluate(outside), [], `${name} in ${page.language}, ${width} px: nothing reaches out of sight`);
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

const dialog = (page) => page.getByRole('dialog');
const message = (page, text) => page.getByRole('article').filter({ hasText: text });
const closed = (page) => dialog(page).waitFor({ state: 'detached' });
const panelClosed = (page) => page.getByRole('complementary').waitFor({ state: 'detached' });

async function goTo(page, place) {
  await page.getByRole('navigation', { name: /^(Channels and conversations|채널과 대화)$/ }).getByRole('link', { name: place }).first().click();
}
async function press(page, name) {
  await page.getByRole('button', { name }).first().click();
}

/** Every screen, and how one gets there; `see` looks at it. They come one after another. */
const SCREENS = {
  async 'the door'(page, see) {
    await page.goto('/login');
    await page.getByRole('button', { name: /^(Log in|로그인)$/ }).waitFor();
    await see('login');
  },

  async 'the start of somebody without a team'(page, see) {
    await page.getByLabel(/^(E-mail or username|이메일 또는 사용자 이름)$/).fill(page.who);
    await page.getByLabel(/^(Password|비밀번호)$/).fill('a-warm-fire-1');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^(Join a team|팀에 참여하기)$/ }).waitFor();
    await see('team-start');
  },

  async 'a channel'(page, see) {
    await page.meetThem();
    await page.goto('/');
    await message(page, 'it holds on a phone').waitFor();
    await page.getByRole('link', { name: /^(Threads|스레드)/ }).and(page.locator('.unread')).waitFor();
    await see('channel');
  },

  async 'the sidebar of a phone'(page, see) {
    await page.setViewportSize({ width: 390, height: 844 });
    await press(page, /^(Open sidebar|사이드바 열기)$/);
    await page.getByRole('navigation').getByRole('link', { name: /Off-Topic/ }).waitFor();
    await see('sidebar', [[390, 844]]);
    await page.keyboard.press('Escape');
  },

  async 'a thread beside it'(page, see) {
    await message(page, '스크롤이').getByRole('button', { name: /2 replies|답글 2개/ }).click();
    await message(page, '오래된 노트북에서도').waitFor();
    await see('thread');
    await press(page, /^(Close thread|스레드 닫기)$/);
    await panelClosed(page);
  },

  async 'what the channel is about'(page, see) {
    await goTo(page, /텃밭/);
    await press(page, /^(About|정보)$/);
    await page.getByRole('complementary').getByText('all the year round').waitFor();
    await see('about');
    await page.getByRole('complementary').getByRole('button', { name: /^(Members|참여자)$/ }).click();
    await page.getByRole('complementary').getByText('minju').first().waitFor();
    await see('members');
    await page.keyboard.press('Escape');
    await panelClosed(page);
  },

  async 'the card of somebody'(page, see) {
    await goTo(page, /Town Square/);
    await page.getByRole('heading', { level: 1, name: 'Town Square' }).waitFor();
    const face = message(page, 'Friday plan').getByRole('button', { name: /minju|박민주|민주 박/ }).first();
    await reach(page, face);
    await dialog(page).getByText('목록 담당').waitFor();
    await see('card');
    await page.keyboard.press('Escape');
    await closed(page);
  },

  async 'emoji to choose from'(page, see) {
    await press(page, /^(Insert emoji|이모지 넣기)$/);
    await dialog(page).getByRole('gridcell').or(dialog(page).getByRole('option')).or(dialog(page).getByRole('button')).first().waitFor();
    await see('emoji');
    await page.keyboard.press('Escape');
    await closed(page);
  },

  async 'the palette'(page, see) {
    await page.keyboard.press('Control+k');
    await page.getByRole('option').first().waitFor();
    await see('palette');
    await page.getByRole('combobox').fill('>');
    await page.getByRole('option', { name: /Search messages|메시지 검색/ }).waitFor();
    await see('palette-actions');
    await page.keyboard.press('Escape');
    await closed(page);
  },

  async 'channels to browse'(page, see) {
    await press(page, /^(Browse channels|채널 둘러보기)$/);
    await dialog(page).getByText('책 읽는 모임').waitFor();
    await see('browse');
    await page.keyboard.press('Escape');
    await closed(page);
  },

  async 'the settings'(page, see) {
    await page.keyboard.press('Control+,');
    await dialog(page).getByRole('navigation').getByRole('button').first().click();
    await see('settings-profile');
    await dialog(page).getByRole('navigation').getByRole('button', { name: /^(Notifications|알림)$/ }).click();
    await dialog(page).locator('.verdict').waitFor();
    await see('settings-notifications');
    await page.keyboard.press('Escape');
    await closed(page);
  },

  async 'what a search found'(page, see) {
    await page.keyboard.press('Control+Shift+f');
    await page.getByRole('complementary').getByRole('combobox').fill('kiln');
    await page.keyboard.press('Enter');
    await page.getByRole('complementary').getByRole('listitem').filter({ hasText: 'on Sunday' }).first().waitFor();
    await see('search');
    await page.keyboard.press('Escape');
    await panelClosed(page);
  },

  async 'threads'(page, see) {
    await goTo(page, /^(Threads|스레드)/);
    await page.getByRole('main').getByText('Can somebody look after').waitFor();
    await see('threads');
    await page.getByRole('main').getByRole('button', { name: /Can somebody/ }).click();
    await message(page, 'I can, until six').waitFor();
    await see('threads-open');
  },

  async 'what is begun and what is sent later'(page, see) {
    await goTo(page, /^(Drafts and scheduled|임시 글과 예약)/);
    await page.getByRole('main').getByText('빵은 제가 가져갈게요').waitFor();
    await page.getByRole('main').getByText('오늘은 가마가').waitFor();
    await see('drafts');
  },
};

/** One screen, seen by all at the same time. */
const seenByAll = ([title, go]) => [title, async ({ pages, picture }) => {
  const ends = await Promise.allSettled(pages.map((page) => go(page, (name, sizes) => look(page, name, picture, sizes))));
  for (const { reason } of ends) if (reason) throw reason;
}];

test('the looks', (t) => tell(t, 'looks', {
  async 'a town, and two who come to it'(scene) {
    const amy = await scene.visit('amy');
    await settle(amy, 'amy', 'Ember Works');
    await amy.context().close();
    const { url } = scene.house;
    const town = await fill(url);
    scene.pages = await Promise.all(PEOPLE.map(async ([who, locale]) => Object.assign(await scene.visit(who, { locale }), { who, language: locale.slice(0, 2), meetThem: () => meet(town, url, who) })));
    await talk(town);
  },

  ...Object.fromEntries(Object.entries(SCREENS).map(seenByAll)),
}));
