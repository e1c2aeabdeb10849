-- What waits to be sorted into the index of words is read through by every search: let it be little (in kB).
alter index idx_hearth_searchdocs_words set (gin_pending_list_limit = 64);
