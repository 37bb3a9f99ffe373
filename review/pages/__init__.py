"""The pages of the review, a package each: view.py the request, page.py what it shows, forms.py."""
