// Korean, typed through the browser's input protocol as an input method does it, and the page in Korean.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell } from './kit/house.mjs';
import { inputMethod } from './kit/input.mjs';
import { field, message, settle, settled, throughTheApi } from './kit/people.mjs';

const texts = (page) => page.getByRole('article').locator('.prose').allInnerTexts();

test('Hangul', (t) => tell(t, 'hangul', {
  async 'amy is at home'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    scene.ime = await inputMethod(amy);
    await field(amy).focus();
  },

  async 'one Enter commits the syllable and sends once (the order of Chrome and Firefox)'({ amy, ime }) {
    await ime.compose('ㅇ', '아', '안');
    await ime.commit('안');
    await ime.compose('ㄴ', '녀', '녕');
    await ime.takenEnter();
    assert.equal(await message(amy, '안녕').count(), 0, 'the first Enter belongs to the input method');
    await ime.commit('녕');
    await ime.plainEnter();
    await settled(amy, '안녕');
    assert.deepEqual((await texts(amy)).filter((one) => /[가-힣]/.test(one)), ['안녕']);
    assert.equal(await field(amy).inputValue(), '', 'nothing is left behind');
  },

  async 'and in the order of Safari, which ends the composition before it tells of the key'({ amy, ime }) {
    await ime.compose('ㄱ', '가', '갑');
    await ime.commit('갑');
    await ime.takenEnter({ commands: ['insertNewline'] });
    await settled(amy, '갑');
    assert.equal((await texts(amy)).filter((one) => one === '갑').length, 1);
    assert.equal(await field(amy).inputValue(), '');
  },

  async 'a syllable that is being composed is never taken apart by what arrives meanwhile'({ amy, ime }) {
    await ime.compose('ㅎ', '하', '한');
    await amy.evaluate(async () => {
      const channel = (await (await fetch('/api/v4/users/me/channels')).json()).find((one) => one.name === 'town-square');
      const csrf = /MMCSRF=([^;]+)/.exec(document.cookie)?.[1] ?? '';
      await fetch('/api/v4/posts', { method: 'POST', headers: { 'X-CSRF-Token': csrf, 'X-Requested-With': 'XMLHttpRequest' }, body: JSON.stringify({ channel_id: channel.id, message: 'meanwhile' }) });
    });
    await message(amy, 'meanwhile').waitFor();
    await ime.compose('한');
    await ime.commit('한');
    await ime.compose('ㄱ', '그', '글');
    await ime.commit('글');
    assert.equal(await field(amy).inputValue(), '한글');
    await ime.plainEnter();
    await settled(amy, '한글');
  },

  async 'the last syllable is not lost when Send is clicked'({ amy, ime }) {
    await ime.compose('ㅇ', '요');
    await amy.getByRole('button', { name: 'Send' }).click();
    await settled(amy, '요');
    assert.equal(await field(amy).inputValue(), '');
  },

  async 'Shift and Enter make a new line'({ amy }) {
    await field(amy).pressSequentially('one');
    await amy.keyboard.press('Shift+Enter');
    await field(amy).pressSequentially('two');
    assert.equal(await field(amy).inputValue(), 'one\ntwo');
    await amy.keyboard.press('Enter');
    await settled(amy, 'two');
  },

  async 'the list of people follows the syllable being composed, and Enter takes from it'({ amy, house, ime }) {
    const { call } = await throughTheApi(house.url, 'amy');
    const [team] = await call('GET', '/users/me/teams');
    await call('POST', `/users?iid=${team.invite_id}`, { username: 'minju', nickname: '박민주', email: 'minju@example.com', password: 'a-warm-fire-1' });
    await message(amy, 'minju').waitFor();
    await field(amy).focus();
    await amy.keyboard.type('@');
    await ime.compose('ㅂ', '바', '박');
    await amy.getByRole('option', { name: /박민주/ }).waitFor();
    await ime.takenEnter();
    await ime.commit('박');
    await ime.plainEnter();
    assert.equal(await field(amy).inputValue(), '@minju ');
    await field(amy).fill('');
  },

  async 'the switcher finds a channel by its initial consonants, also while one is being composed'({ amy, ime }) {
    await amy.getByRole('button', { name: 'Add channels and conversations' }).click();
    await amy.getByRole('menuitem', { name: 'Create channel' }).click();
    await amy.getByRole('dialog').getByLabel('Name').fill('개발 공지방');
    await amy.getByRole('dialog').getByRole('button', { name: 'Create channel' }).click();
    await amy.getByRole('heading', { level: 1, name: '개발 공지방' }).waitFor();
    await amy.keyboard.press('Control+k');
    await amy.getByRole('combobox', { name: 'Go to…' }).waitFor();
    await ime.compose('ㄱ');
    await ime.commit('ㄱ');
    await ime.compose('ㅂ');
    await amy.getByRole('option', { name: '개발 공지방' }).waitFor();
    await amy.keyboard.press('Escape');
  },

  async 'the page speaks Korean to those who ask for it'({ amy, picture }) {
    await amy.getByRole('button', { name: /^amy ?: status and settings/ }).click();
    await amy.getByRole('menuitem', { name: '한국어' }).click();
    await amy.getByRole('button', { name: '채널과 대화 추가' }).waitFor();
    assert.equal(await amy.evaluate(() => document.documentElement.lang), 'ko');
    await amy.getByText('amy 님이 들어왔습니다').first().waitFor();
    await picture(amy, 'korean');
    await amy.reload();
    await amy.getByRole('navigation', { name: '채널과 대화' }).waitFor();
  },

  async 'and greets a Korean browser in Korean'({ visit, picture }) {
    const minju = await visit('minju', { locale: 'ko-KR' });
    await minju.goto('/login');
    await minju.getByRole('button', { name: '로그인' }).waitFor();
    await minju.getByLabel('이메일 또는 사용자 이름').fill('nobody');
    await minju.getByLabel('비밀번호').fill('wrong-password');
    await minju.getByRole('button', { name: '로그인' }).click();
    await minju.getByText('이름 또는 비밀번호가 맞지 않습니다.').waitFor();
    await picture(minju, 'korean-login');
  },
}));
