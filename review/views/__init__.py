"""Pages of the review: story.py, flags.py, declaration.py, signing.py; queue.py, report.py, policy.py, publication.py, history.py."""
