"""First names that are nearly always a woman's or nearly always a man's; those borne by both are left out."""

# ruff: noqa: E501  (word lists read better unbroken)

from __future__ import annotations

from .verbs import words

WOMEN = words(
    "mary patricia linda barbara elizabeth jennifer maria susan margaret dorothy lisa nancy karen betty helen sandra donna carol ruth sharon "
    "michelle laura sarah kimberly deborah jessica cynthia angela melissa brenda amy anna rebecca virginia kathleen pamela martha debra amanda "
    "stephanie carolyn christine marie janet catherine frances ann anne joyce diane alice julie heather teresa doris gloria evelyn jean cheryl "
    "mildred katherine joan ashley judith rose janice nicole judy christina kathy theresa beverly denise tammy irene jane lori rachel marilyn "
    "andrea kathryn louise sara jacqueline wanda bonnie julia ruby lois tina phyllis norma paula diana annie lillian emily peggy crystal gladys "
    "rita dawn connie florence edna tiffany carmen rosa cindy grace wendy victoria edith sherry sylvia josephine thelma sheila "
    "ethel ellen elaine marjorie carrie charlotte monica esther pauline emma juanita anita rhonda hazel amber eva debbie april clara "
    "lucille joanne eleanor valerie danielle megan alicia suzanne michele gail bertha darlene veronica jill erin geraldine lauren cathy "
    "joann lorraine sally regina erica beatrice dolores bernice audrey yvonne annette stacy ana renee ida vivian roberta holly "
    "brittany melanie loretta yolanda jeanette laurie katie kristen vanessa alma sue elsie beth jeanne hillary sonia "
    "olivia sophia isabella mia abigail madison chloe zoe hannah natalie claire nora lucy stella molly kate jenny ines mara petra "
    "fatima aisha leila layla amina yuki sofia elena olga tatiana natalia irina svetlana ingrid astrid greta heidi angelika "
    "francesca giulia chiara camille loretta nikki gretchen alexandria ursula theresa"
)
MEN = words(
    "james john robert michael william david richard charles joseph thomas christopher daniel paul mark donald george kenneth steven edward "
    "brian ronald anthony kevin jason matthew gary timothy jose larry jeffrey frank scott eric stephen andrew raymond gregory joshua jerry "
    "dennis walter patrick peter harold douglas henry carl arthur ryan roger joe juan jack albert jonathan justin gerald keith samuel "
    "willie ralph lawrence nicholas roy benjamin bruce brandon adam harry fred wayne billy steve louis jeremy aaron randy howard eugene carlos "
    "russell bobby victor martin ernest phillip todd craig alan shawn clarence sean philip chris johnny earl jimmy antonio danny bryan "
    "tony luis mike stanley leonard nathan dale manuel rodney curtis norman allen marvin vincent glenn jeffery travis jeff chad jacob lee "
    "melvin alfred kyle bradley herbert frederick ray joel edwin don eddie ricky troy randall barry alexander bernard mario leroy francisco "
    "marcus theodore clifford miguel oscar jay jim tom calvin alex jon ronnie bill lloyd tommy leon derek warren darrell jerome floyd leo alvin "
    "tim wesley gordon dean greg jorge dustin pedro derrick dan lewis zachary corey herman maurice vernon roberto clyde glen hector shane "
    "ricardo rick lester brent ramon charlie tyler gilbert gene marc reginald ruben brett nathaniel rafael edgar milton raul ben chester "
    "cecil duane franklin andre elmer brad gabriel ron mitchell roland arnold harvey jared adrian karl cory erik darryl neil "
    "bernie ted mitch rudy marco mahmoud vladimir sergei dmitri igor boris ivan mikhail nikolai andrei mohammed muhammad ahmed "
    "mustafa omar hassan ali ibrahim khalid benjamin emmanuel francois françois nicolas jean-claude olaf angelo "
    "giovanni luca matteo pablo javier diego alejandro fernando enrique hans jürgen klaus wolfgang lars sven nils tim elijah isaac noah "
    "ethan liam lucas mason logan owen connor hugh simon nigel graham stuart trevor colin ian keir boris winston oliver hugo felix anton joaquin"
)
