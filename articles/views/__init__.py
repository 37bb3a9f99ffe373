"""The pages of a text: bringing it in, editing it, its revisions, its checks, the handbook."""
