// What the page looks like: each main screen at three widths, in two themes and two languages, kept as pictures. A screen that
// scrolls sideways fails.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell } from './kit/house.mjs';
import { act, field, inviteLink, joinBy, message, say, settle, threadField } from './kit/people.mjs';

const WIDTHS = [[1280, 800], [768, 900], [320, 640]];
const PLAN = '# Friday plan\n\n1. Finish the **message list**\n2. Look at ~off-topic\n3. Ship it :rocket:\n\n- [x] icons\n- [ ] sounds\n\n```ts\nexport const send = (post: Post) => api.createPost(post);\n```\n\n| what | who |\n|---|---:|\n| list | amy |\n| 목록 | 민주 |';

test('the looks', (t) => tell(t, 'looks', {
  async 'a conversation to look at'(scene) {
    const amy = (scene.amy = await scene.visit('amy'));
    await settle(amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(amy), 'bob');
    await say(scene.bob, PLAN, field(scene.bob), 'Friday plan');
    await say(scene.bob, '@amy 스크롤이 위로 갈 때 자리가 그대로예요. **"정말"**로 부드럽네요! https://example.com/notes', field(scene.bob), '스크롤이');
    await act(amy, '스크롤이', 'React with tada');
    await act(scene.bob, '스크롤이', 'Reply in thread');
    await say(scene.bob, '기록을 떠서 프레임을 셌어요.', threadField(scene.bob));
    await say(amy, 'Nice, thank you! How did you measure it?');
    await say(amy, ':tada: :fire:', field(amy), '🎉');
    await message(amy, '스크롤이').getByRole('button', { name: /1 reply/ }).click();
    await threadField(amy).waitFor();
  },

  async 'every size, theme and language'({ amy, picture }) {
    for (const [language, label] of [['English', 'English'], ['Korean', '한국어']]) {
      for (const theme of ['light', 'dark']) {
        await amy.setViewportSize({ width: 1280, height: 800 });
        await amy.evaluate((chosen) => localStorage.setItem('hearth.theme', chosen), theme);
        await amy.reload();
        await message(amy, '기록을').waitFor();
        await amy.getByRole('button', { name: /^amy ?: / }).click();
        await amy.getByRole('menuitem', { name: label }).click();
        await amy.getByRole('menu').waitFor({ state: 'detached' });
        for (const [width, height] of WIDTHS) {
          await amy.setViewportSize({ width, height });
          await picture(amy, `${width}-${theme}-${language}-thread`);
          const isWide = await amy.evaluate(() => document.documentElement.scrollWidth > innerWidth);
          assert.equal(isWide, false, `${width} px: nothing to scroll sideways`);
        }
        await amy.getByRole('button', { name: /^(Close thread|스레드 닫기)$/ }).click();
        await amy.setViewportSize({ width: 320, height: 640 });
        await picture(amy, `320-${theme}-${language}-channel`);
        await amy.getByRole('button', { name: /^(Open sidebar|사이드바 열기)$/ }).click();
        await amy.getByRole('navigation').getByRole('link', { name: /Off-Topic/ }).waitFor();
        await picture(amy, `320-${theme}-${language}-sidebar`);
        await amy.getByRole('navigation').getByRole('button', { name: /^(Close sidebar|사이드바 닫기)$/ }).click();
        await amy.setViewportSize({ width: 1280, height: 800 });
        await picture(amy, `1280-${theme}-${language}-channel`);
        await message(amy, '스크롤이').getByRole('button', { name: /reply|답글/ }).first().click();
        await message(amy, '기록을').waitFor();
      }
    }
  },
}));
