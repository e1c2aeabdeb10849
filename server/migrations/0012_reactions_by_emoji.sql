-- Reactions with an emoji, for when that is removed.

create index idx_reactions_emojiname on reactions (emojiname) where deleteat = 0;
