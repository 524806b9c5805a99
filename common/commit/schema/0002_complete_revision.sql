-- The last revision of the followed service that was applied whole: `revision` itself, or the one
-- before it where a message ended in the middle of one. The board of a service says it, so that one
-- can see whether the service has caught up.
ALTER TABLE consumer_cursors ADD COLUMN complete_revision BIGINT NOT NULL DEFAULT 0;
-- Where in its last revision an older cursor stands is not known; the feed says it when it is opened.
UPDATE consumer_cursors SET complete_revision = revision - 1;
