"""Every address of the review: the story's page and its actions, and the desk's other pages."""

from review.views import urls_desk, urls_story

app_name = "review"
urlpatterns = [*urls_desk.urlpatterns, *urls_story.urlpatterns]
