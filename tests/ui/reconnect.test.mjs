// The network breaks, and nothing is lost: what was missed is caught up with, what was written meanwhile is sent once, in order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tell } from './kit/house.mjs';
import { openLink } from './kit/link.mjs';
import { field, inviteLink, joinBy, message, say, settle, settled } from './kit/people.mjs';

test('a broken link', (t) => tell(t, 'reconnect', {
  async 'amy is connected by a link that can break; bob is not'(scene) {
    scene.link = await openLink(scene.house.url);
    t.after(() => scene.link.close());
    scene.amy = await scene.visit('amy', { url: scene.link.url });
    await settle(scene.amy, 'amy', 'Ember Works');
    scene.bob = await scene.visit('bob');
    await joinBy(scene.bob, await inviteLink(scene.amy), 'bob');
    await say(scene.bob, 'Before the storm');
    await message(scene.amy, 'Before the storm').waitFor();
  },

  async 'the link breaks, and amy is told; she goes on writing'({ amy, link, picture }) {
    link.cut();
    await amy.getByText('Connection lost.').waitFor();
    for (const text of ['First while away', 'Second while away']) {
      await field(amy).fill(text);
      await field(amy).press('Enter');
    }
    await message(amy, 'Second while away').getByText('Will be sent when the connection is back').waitFor();
    await picture(amy, 'lost');
  },

  async 'meanwhile bob goes on too'({ bob }) {
    await say(bob, 'During the storm');
    const before = message(bob, 'Before the storm');
    await before.hover();
    await before.getByRole('button', { name: 'React with tada' }).click();
  },

  async 'the link is mended: everything is there, once, in order'({ amy, bob, link }) {
    link.mend();
    await amy.getByText('Connection lost.').waitFor({ state: 'detached', timeout: 20_000 });
    await message(amy, 'During the storm').waitFor();
    await message(amy, 'Before the storm').getByRole('button', { name: /^:tada:/ }).waitFor();
    await settled(amy, 'First while away');
    await settled(amy, 'Second while away');
    await message(bob, 'Second while away').waitFor();
    for (const page of [amy, bob]) {
      const all = (await page.getByRole('article').locator('.prose').allInnerTexts()).filter((text) => / while away|storm/.test(text));
      assert.deepEqual(all, ['Before the storm', 'During the storm', 'First while away', 'Second while away']);
    }
  },

  async 'events flow again'({ amy, bob }) {
    await say(bob, 'The sun is out');
    await message(amy, 'The sun is out').waitFor();
  },

  async 'a draft waits where it was written'({ amy }) {
    await field(amy).fill('half a thought');
    await amy.reload();
    await message(amy, 'The sun is out').waitFor();
    assert.equal(await field(amy).inputValue(), 'half a thought');
  },
}));
